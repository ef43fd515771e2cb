import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

/** Of the kernel's clock, in which Linux counts processor time: 100 on every one that is still built. */
const TICKS_PER_SECOND = 100
const UTIME = 11
const STIME = 12

/** Seconds of processor time that a process of this machine has used, its threads included; whole ones where there is no /proc. */
export function cpuSecondsOf(pid: number): number {
  const file = `/proc/${pid}/stat`
  return existsSync(file) ? ofStat(readFileSync(file, 'utf8')) : ofTime(ofProcess(pid, 'time'))
}

/** What `ps` knows of a process. */
export function ofProcess(pid: number, what: 'rss' | 'time'): string {
  return execFileSync('ps', ['-o', `${what}=`, '-p', String(pid)], { encoding: 'utf8' }).trim()
}

/** Cores that a process kept busy while something took its time; `worked` is the processor time that it has used. */
export async function coresWhile(worked: () => number, run: () => Promise<unknown>): Promise<number> {
  const [from, used] = [performance.now(), worked()]
  await run()
  return (worked() - used) / ((performance.now() - from) / 1_000)
}

function ofStat(stat: string): number {
  // The name of the program stands in brackets and may hold anything, so that counting begins behind it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[UTIME]) + Number(fields[STIME])) / TICKS_PER_SECOND
}

/** `01:02:03` or `02:03` */
function ofTime(time: string): number {
  return time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
}
