export const helper = () => import('../modules/decisions/index.ts')
