export type Anything = unknown
