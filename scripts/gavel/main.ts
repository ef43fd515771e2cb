/** A command, in the conditions of the application; started by `run.ts`, which has found the settings and the database. */
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { toolsFor } from '#lib/custody/tools.ts'
import { outsideStorage } from '#lib/record/outside-storage.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'
import { isUnprepared, UNPREPARED } from '#lib/system/unprepared.ts'
import { exportCommand, keyCommand, verifyCommand } from './audit-commands.ts'
import { createAdmin } from './create-admin.ts'
import { doctor } from './doctor.ts'
import { verifyFilesCommand } from './file-commands.ts'
import { type Outcome, refused } from './outcome.ts'
import { listPeople } from './people.ts'
import { resetPassword } from './reset-password.ts'
import { restored } from './restored.ts'
import { rotateKeys } from './rotate-keys.ts'

const OPTIONS = {
  email: { type: 'string' },
  name: { type: 'string' },
  'password-stdin': { type: 'boolean' },
  checkpoints: { type: 'string' },
  outside: { type: 'boolean' },
  key: { type: 'string' },
  format: { type: 'string' },
  out: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  archive: { type: 'string' },
  json: { type: 'boolean' },
} as const

type Given = ReturnType<typeof read>

try {
  const given = read(process.argv.slice(2))
  const db = openDatabase(env().DATABASE_URL, 2)
  const outcome = await command(db, given).finally(() => db.$disconnect())
  print(outcome, given.values.json === true)
  process.exitCode = outcome.ok ? 0 : 1
} catch (error) {
  console.error(wordsFor(error))
  process.exitCode = 1
}

/** One line that says what to do; a stack would only bury it. */
function wordsFor(error: unknown): string {
  if (isUnprepared(error)) return UNPREPARED
  return error instanceof Error ? error.message : String(error)
}

function read(args: string[]) {
  return parseArgs({ args, options: OPTIONS, allowPositionals: true })
}

async function command(db: Database, { values, positionals }: Given): Promise<Outcome> {
  const password = async () =>
    values['password-stdin'] ? (await text(process.stdin)).replace(/\r?\n$/, '') : undefined
  const [first, second = ''] = positionals
  switch (first === 'audit' || first === 'files' ? `${first} ${second}` : first) {
    case 'create-admin':
      return createAdmin(db, {
        email: values.email ?? '',
        name: values.name ?? '',
        password: await password(),
      })
    case 'reset-password':
      return resetPassword(db, { email: second, password: await password() })
    case 'people':
      return listPeople(db)
    case 'rotate-keys':
      return rotateKeys(db)
    case 'restored':
      return restored(db)
    case 'audit verify':
      return verifyCommand(db, {
        checkpoints: values.checkpoints,
        outside: values.outside ? outsideStorage() : undefined,
        key: values.key,
      })
    case 'audit key':
      return keyCommand()
    case 'audit export': {
      const { format = 'jsonl', out, from, to } = values
      return exportCommand(db, { format, out, from, to })
    }
    case 'files verify':
      return verifyFilesCommand(db, toolsFor(db), { archive: values.archive })
    case 'doctor':
      return doctor(db)
    default:
      return refused(`There is no command "${positionals.join(' ')}": see --help.`)
  }
}

function print({ ok, lines, value }: Outcome, json: boolean): void {
  if (json) {
    if (value !== null) console.log(JSON.stringify(value))
    return
  }
  for (const line of lines) (ok ? console.log : console.error)(line)
}
