import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A new folder for one run. The embedded server's own user can enter it, so that when root runs the tests its data stand here
 * and go with the folder, instead of being left behind elsewhere.
 */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `commonweal-${name}-`))
  chmodSync(folder, 0o755)
  return folder
}
