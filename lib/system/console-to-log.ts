import 'server-only'
import { format, stripVTControlCharacters } from 'node:util'
import { onceInProcess } from './global.ts'
import { log } from './log.ts'

const LEVELS = {
  debug: 'debug',
  log: 'info',
  info: 'info',
  warn: 'warn',
  error: 'error',
  trace: 'error',
} as const

/**
 * The framework tells of a page that broke by `console`, in as many lines as the stack has and with whatever the error says.
 * From here on that is a line of the log like every other.
 */
export function consoleToLog(): void {
  onceInProcess('console', () => {
    for (const [method, level] of Object.entries(LEVELS))
      Reflect.set(console, method, (...said: unknown[]) => {
        const error = said.find((one) => one instanceof Error)
        const words = stripVTControlCharacters(format(...said.filter((one) => one !== error))).trim()
        log[level]({ ...(error && { error }), from: 'console' }, words || 'an error')
      })
  })
}
