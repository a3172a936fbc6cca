const here = 'http://here.invalid'

/**
 * The path to go back to after signing in, if it is one of ours: a path with its query, never another host and never
 * sign-in itself. Undefined for anything else.
 */
export function localPath(given: unknown): string | undefined {
  if (typeof given !== 'string' || given.length > 2000 || !given.startsWith('/')) return undefined
  // Browsers read a backslash as a slash, and leave out tabs and line ends: none of them has a place in an address of ours.
  if (/[\\\p{Cc}]/u.test(given) || !URL.canParse(given, here)) return undefined
  const { origin, pathname, search, hash } = new URL(given, here)
  if (origin !== here || pathname.startsWith('//') || /^\/(sign-in|sign-out)(\/|$)/.test(pathname)) return undefined
  return pathname + search + hash
}
