/** The part of package-lock.json that matters here. */
export type Lock = { packages: Record<string, { dev?: boolean; license?: string }> }
export type Manifest = Partial<Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string>>>

/** Package → the reason that docs/dependencies.md gives. A row may name several: `a`, `b`. */
export function reasonsIn(markdown: string): Map<string, string> {
  const rows = [...markdown.matchAll(/^\| (`.+?) \| (.+?) \|$/gm)]
  return new Map(
    rows.flatMap(([, names = '', reason = '']) =>
      [...names.matchAll(/`([^`]+)`/g)].map((name) => [name[1]!, reason.trim()] as const),
    ),
  )
}

/** Everything that package.json asks for. */
export const askedFor = ({ dependencies, devDependencies, optionalDependencies }: Manifest): string[] =>
  Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies })

/** The packages that a production installation has, those for other platforms among them. */
export const productionTree = (lock: Lock): string[] =>
  Object.entries(lock.packages)
    .filter(([path, entry]) => path !== '' && !entry.dev)
    .map(([path]) => path.replace(/^.*node_modules\//, ''))
