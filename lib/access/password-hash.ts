import 'server-only'
import { hash, parseOptions, verify } from '@node-rs/argon2'
import { env } from '#lib/system/env.ts'
import { onceInProcess } from '#lib/system/global.ts'
import { Turns } from './turns.ts'

/** argon2id: memory in KiB, passes, lanes. */
const COST = { memoryCost: 64 * 1024, timeCost: 3, parallelism: 1, outputLen: 32 } as const
/** For tests, where hundreds of people sign in. Refused everywhere else. */
const CHEAP = { ...COST, memoryCost: 1024, timeCost: 1 } as const

/** Each takes 64 MiB and one of the four threads that files and name look-ups need too. */
const AT_ONCE = 2
/** Who would wait longer than some seconds for their turn is sent away instead. */
const WAITING = 20

const turns = () => onceInProcess('password-turns', () => new Turns(AT_ONCE, WAITING))

/** The PHC string of a password; null when too many wait already. */
export function hashPassword(password: string): Promise<string | null> {
  return turns().take(() => hash(prepare(password), cost()))
}

/** Whether this is the password; null when too many wait already. Without a hash it takes as long and says no. */
export async function verifyPassword(password: string, phc: string | null): Promise<boolean | null> {
  const nobody = await onceInProcess('nobodys-hash', () =>
    hash(crypto.getRandomValues(new Uint8Array(32)), cost()),
  )
  const right = await turns().take(() => verify(phc ?? nobody, prepare(password)))
  return right && phc !== null
}

/** Whether a hash was made at a lower cost than today's. */
export function isWeaker(phc: string): boolean {
  const made = parseOptions(phc)
  const wanted = cost()
  return (
    made.algorithm !== ARGON2ID ||
    made.memoryCost < wanted.memoryCost ||
    made.timeCost < wanted.timeCost ||
    made.outputLen < wanted.outputLen
  )
}

/** `Algorithm.Argon2id`, which is a const enum: there only for compilers that inline it. */
const ARGON2ID = 2

function cost() {
  return { algorithm: ARGON2ID, ...(env().GAVEL_ENV === 'test' ? CHEAP : COST) }
}

/** The same letters typed on another keyboard are the same password. Bytes, so that nothing ends at a NUL. */
function prepare(password: string): Uint8Array {
  return new TextEncoder().encode(password.normalize('NFC'))
}
