import 'server-only'
import { format, stripVTControlCharacters } from 'node:util'
import { onceInProcess } from './global.ts'
import { log } from './log.ts'

const LEVELS = { debug: 'debug', log: 'info', info: 'info', warn: 'warn', error: 'error' } as const

/**
 * What the framework and libraries print becomes lines of the log: else one error is many lines, with colours, and nobody
 * who reads the log by program finds where it ends.
 */
export function logConsole(): void {
  onceInProcess('log-console', () => {
    for (const [name, level] of Object.entries(LEVELS)) {
      // `entries` gives the names of LEVELS, which are all methods of a console.
      console[name as keyof typeof LEVELS] = (...said: unknown[]) => {
        const error = said.find((one) => one instanceof Error)
        const words = said.filter((one) => one !== error)
        log[level](
          { printed: true, ...(error && { error }) },
          stripVTControlCharacters(format(...words)).trim(),
        )
      }
    }
  })
}
