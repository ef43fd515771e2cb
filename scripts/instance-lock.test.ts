import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { takeLock, withLock } from './instance-lock.ts'
import { beginningOf } from './process-identity.ts'

let directory: string
let file: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'gavel-lock-'))
  file = join(directory, 'gavel.lock')
})

afterEach(() => rmSync(directory, { recursive: true, force: true }))

const write = (holder: object) => writeFileSync(file, JSON.stringify(holder))

test('the first takes it, the second is told who has it and where', () => {
  const first = takeLock(file)
  if ('lock' in first) first.lock.announce('http://localhost:3000')
  expect(takeLock(file)).toEqual({
    holder: { pid: process.pid, beginning: beginningOf(process.pid), url: 'http://localhost:3000' },
  })
})

test('a released lock is free, and nothing is left', () => {
  const first = takeLock(file)
  if ('lock' in first) first.lock.release()
  expect(readdirSync(directory)).toEqual([])
  expect(takeLock(file)).toHaveProperty('lock')
})

test('a file left by a process that is gone keeps nobody out', () => {
  const gone = spawnSync(process.execPath, ['-e', ''])
  write({ pid: gone.pid, beginning: 'some time' })
  expect(takeLock(file)).toHaveProperty('lock')
})

test('a living stranger with the number of the earlier holder keeps nobody out', () => {
  write({ pid: process.ppid, beginning: 'before the restart of the machine' })
  expect(takeLock(file)).toHaveProperty('lock')
})

test.each(['', 'not JSON', '{"pid":"1"}'])('a file that says %j keeps nobody out', (text) => {
  writeFileSync(file, text)
  expect(takeLock(file)).toHaveProperty('lock')
})

test('of many that come at once over a stale file, one works at a time', async () => {
  write({ pid: 999_999_999, beginning: 'never' })
  const counter = join(directory, 'counter')
  writeFileSync(counter, '0')
  const program = `
    import { readFileSync, writeFileSync } from 'node:fs'
    import { withLock } from ${JSON.stringify(new URL('./instance-lock.ts', import.meta.url).href)}
    await withLock(${JSON.stringify(file)}, async () => {
      const before = Number(readFileSync(${JSON.stringify(counter)}, 'utf8'))
      await new Promise((done) => setTimeout(done, 20))
      writeFileSync(${JSON.stringify(counter)}, String(before + 1))
    })`
  const all = Array.from({ length: 4 }, () => spawn(process.execPath, ['--input-type=module', '-e', program]))
  await Promise.all(all.map((one) => once(one, 'exit')))
  expect(readFileSync(counter, 'utf8')).toBe('4')
})

test('what is done under a lock releases it also when it fails', async () => {
  await expect(withLock(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(existsSync(file)).toBe(false)
})
