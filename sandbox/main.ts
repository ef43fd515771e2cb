import { readOptions, USAGE } from './options.ts'
import { startSandbox } from './sandbox.ts'

if (process.argv.includes('--help')) {
  console.log(USAGE)
  process.exit(0)
}
const options = await readOptions(process.argv.slice(2))
if (!options.ok) {
  console.error(`sandbox: ${options.error}\n${USAGE}`)
  process.exit(2)
}

// Two lines are promised: the first says how to reach it, the log follows.
const early: string[] = []
let say = (line: string): void => void early.push(line)

const sandbox = await startSandbox({
  ...options.value,
  log: (line) => say(`${new Date().toISOString()} ${line}`),
}).catch((error: unknown) => {
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  const reason = taken ? `port ${options.value.port} is taken; choose another with --port` : String(error)
  console.error(`sandbox: ${reason}`)
  process.exit(1)
})
const [first] = sandbox.projects
console.log(JSON.stringify({ apiUrl: sandbox.apiUrl, apiKey: first?.apiKey, apiSecret: first?.apiSecret }))
say = console.log
for (const line of early) say(line)

let closing = false
const close = (): void => {
  if (closing) return
  closing = true
  sandbox.close().then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
}
process.on('SIGTERM', close)
process.on('SIGINT', close)
process.on('SIGHUP', close)
