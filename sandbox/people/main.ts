// The people's process: started by the sandbox, spoken to in lines of JSON (people-interface.ts), gone when its parent is.
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { FromPeople, RunningPeople } from '../people-interface.ts'
import { startPeople } from './start-people.ts'

const project = z.object({ name: z.string(), apiKey: z.string(), apiSecret: z.string() })
const lineSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('start'),
    apiUrl: z.url(),
    projects: z.array(project),
    scenario: z.string(),
    speed: z.number().positive(),
  }),
  z.object({ kind: z.literal('cue'), name: z.string() }),
])

const say = (line: FromPeople): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}
const log = (line: string): void => say({ kind: 'log', line })

let running: RunningPeople | null = null
let cue: (name: string) => void = () => undefined

const end = async (code: number): Promise<never> => {
  await running?.close()
  process.exit(code)
}

const lines = createInterface({ input: process.stdin })
lines.on('line', (text) => {
  const line = lineSchema.parse(JSON.parse(text))
  if (line.kind === 'cue') return cue(line.name)
  const handOver = {
    registerCast: (cast: Extract<FromPeople, { kind: 'cast' }>['cast']) => say({ kind: 'cast', cast }),
    onCue: (handler: (name: string) => void) => {
      cue = handler
    },
    log,
  }
  startPeople({ ...line, ...handOver }).then(
    (started) => {
      running = started
    },
    (error: unknown) => {
      log(`the people could not start: ${String(error)}`)
      process.exit(1)
    },
  )
})
// The parent closed the line or is gone: nobody is left to send to.
lines.on('close', () => end(0))
process.on('SIGTERM', () => end(0))
process.on('SIGINT', () => end(0))
