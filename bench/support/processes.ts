// What a command takes: wall clock from start to end, and the most memory that its processes held.
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

export type Taken = {
  /** From the start of the process to its end: loading its own code counts. */
  readonly seconds: number
  /** The sum, over the command and all that it started, of the most physical memory each held at once. Null where there is no /proc. */
  readonly peakMB: number | null
  /** What it wrote last. */
  readonly lastLine: string
}

/**
 * Runs a command to its end.
 *
 * @throws Error with the end of what it said, where it fails
 */
export async function measure(command: string, args: readonly string[], cwd = process.cwd()): Promise<Taken> {
  const began = performance.now()
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  const peaks = new Map<number, number>()
  const watch = setInterval(() => notePeaks(child.pid!, peaks), 25)
  try {
    const [lastLine, said, code] = await Promise.all([lastLineOf(child), endOf(child), codeOf(child)])
    if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${said}`)
    const seconds = (performance.now() - began) / 1000
    const kilobytes = [...peaks.values()].reduce((sum, one) => sum + one, 0)
    return { seconds, peakMB: kilobytes > 0 ? Math.round(kilobytes / 1024) : null, lastLine }
  } finally {
    clearInterval(watch)
  }
}

/**
 * VmHWM is the kernel's own high-water mark, so that looking now and then misses nothing but the process's last moments. (The
 * usual maxRSS would not do: a child starts with that of the process that made it.)
 */
function notePeaks(pid: number, peaks: Map<number, number>): void {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    if (kilobytes) peaks.set(pid, Math.max(peaks.get(pid) ?? 0, Number(kilobytes)))
    for (const child of readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' '))
      if (child) notePeaks(Number(child), peaks)
  } catch {
    // It has ended, or this machine has no /proc.
  }
}

async function lastLineOf(child: ChildProcess): Promise<string> {
  let last = ''
  for await (const line of createInterface({ input: child.stdout! })) if (line.trim()) last = line
  return last
}

async function endOf(child: ChildProcess): Promise<string> {
  let said = ''
  for await (const chunk of child.stderr!) said = `${said}${chunk}`.slice(-3000)
  return said
}

const codeOf = (child: ChildProcess) =>
  new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', (code) => resolve(code)))
