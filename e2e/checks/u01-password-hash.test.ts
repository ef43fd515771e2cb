import { parseOptions } from '@node-rs/argon2'
import { describe, expect, test } from 'vitest'
import { hashPassword, isWeaker, verifyPassword } from '#lib/access/password-hash.ts'
import { testEnv } from '../kit/test-env.ts'

/** U1, with the real cost: this file's process is not one of the cheap ones. */
testEnv({ GAVEL_ENV: 'demo' })

async function hashed(password: string): Promise<string> {
  const phc = await hashPassword(password)
  if (phc === null) throw new Error('too many wait')
  return phc
}

describe('a password is kept as argon2id', () => {
  test('with 64 MiB, three passes, one lane, 16 bytes of salt and 32 of tag', async () => {
    const phc = await hashed('a quiet evening in november')
    expect(phc).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/)
    expect(parseOptions(phc)).toMatchObject({
      memoryCost: 65_536,
      timeCost: 3,
      parallelism: 1,
      outputLen: 32,
    })
    expect(Buffer.from(phc.split('$')[4] ?? '', 'base64')).toHaveLength(16)
    expect(isWeaker(phc)).toBe(false)
  })

  test('whole: nothing ends at a NUL or after 72 bytes, and case matters', async () => {
    const long = `${'x'.repeat(100)}\0tail`
    const phc = await hashed(long)
    expect(await verifyPassword(long, phc)).toBe(true)
    for (const other of [`${'x'.repeat(100)}\0tale`, 'x'.repeat(100), long.toUpperCase()])
      expect(await verifyPassword(other, phc)).toBe(false)
  })

  test('the same letters, composed or not, are the same password', async () => {
    expect(await verifyPassword('café'.normalize('NFD'), await hashed('café'.normalize('NFC')))).toBe(true)
  })
})

test('a hash made at a lower cost is told apart, so that it is made anew at the next sign-in', () => {
  const salt = 'c2FsdHNhbHRzYWx0c2FsdA'
  const tag = Buffer.alloc(32).toString('base64').replace('=', '')
  expect(isWeaker(`$argon2id$v=19$m=1024,t=1,p=1$${salt}$${tag}`)).toBe(true)
  expect(isWeaker(`$argon2i$v=19$m=65536,t=3,p=1$${salt}$${tag}`)).toBe(true)
})

test('nobody costs as much as somebody', async () => {
  const phc = await hashed('a quiet evening in november')
  await verifyPassword('warm', null)
  const cost = async (kept: string | null) => {
    const before = process.cpuUsage()
    await verifyPassword('wrong', kept)
    const { user, system } = process.cpuUsage(before)
    return user + system
  }
  // By turns, and the least of each: what else the machine does can only add.
  const somebody: number[] = []
  const absent: number[] = []
  for (let turn = 0; turn < 7; turn++) {
    somebody.push(await cost(phc))
    absent.push(await cost(null))
  }
  const [most, least] = [Math.min(...somebody), Math.min(...absent)].sort((a, b) => b - a)
  expect((most ?? 0) / (least ?? 0)).toBeLessThan(1.5)
})

test('two hundred at once never take more memory than their turns', async () => {
  const phc = await hashed('a quiet evening in november')
  const before = process.memoryUsage().rss
  let most = 0
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss - before)
  }, 10)
  const answers = await Promise.all(Array.from({ length: 200 }, () => verifyPassword('wrong', phc)))
  clearInterval(watch)
  expect(answers).not.toContain(true)
  expect(most).toBeLessThan((4 * 64 + 100) * 1024 * 1024)
}, 60_000)
