import { readFileSync } from 'node:fs'

/** Of the kernel's clock, in which it counts processor time: 100 on every Linux that is still built. */
const TICKS_PER_SECOND = 100
const UTIME = 11
const STIME = 12

/** Seconds of processor time that a process of this machine has used, its threads included. Linux only: throws elsewhere. */
export function cpuSecondsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The name of the program stands in brackets and may hold anything, so that counting begins behind it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[UTIME]) + Number(fields[STIME])) / TICKS_PER_SECOND
}

/** Cores that a process kept busy while something took its time. */
export async function coresWhile(pid: number, run: () => Promise<unknown>): Promise<number> {
  const [from, used] = [performance.now(), cpuSecondsOf(pid)]
  await run()
  return (cpuSecondsOf(pid) - used) / ((performance.now() - from) / 1_000)
}
