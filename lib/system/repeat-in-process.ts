import 'server-only'
import { onceInProcess } from './global.ts'
import { repeat } from './repeat.ts'
import { whenStopping } from './stopping.ts'

/** Does something again and again for as long as this process lives, and once in it however often it is asked for. */
export function repeatInProcess(name: string, everyMs: number, work: () => Promise<unknown>): void {
  onceInProcess(name, () => {
    const job = repeat(name, everyMs, work)
    whenStopping(() => void job.stop())
    return job
  })
}
