import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { unzipSync, type Zippable, zipSync } from 'fflate'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { auditKey } from '#lib/audit/audit-key.ts'
import { recordAudit } from '#lib/audit/record-audit.ts'
import { askExport } from '#lib/retention/ask-export.ts'
import { certificateOf, findCertified } from '#lib/retention/certificate.ts'
import { expirePackages } from '#lib/retention/expire-packages.ts'
import { findKept } from '#lib/retention/find-kept.ts'
import { findPackage, recordExport } from '#lib/retention/hand-out-package.ts'
import { type ExportPorts, type ExportStep, makeOnePackage } from '#lib/retention/make-packages.ts'
import { packageFile } from '#lib/retention/package-file.ts'
import { runDeletions } from '#lib/retention/run-deletions.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { env } from '#lib/system/env.ts'
import { newId } from '#lib/system/ids.ts'
import { ok } from '#lib/system/result.ts'
import { aKeptRecording, type KeptRecording, placesOf } from '../kit/a-kept-recording.ts'
import { aProject, aSignedIn } from '../kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../kit/test-database.ts'
import { testEnv } from '../kit/test-env.ts'

/**
 * R5 for packages (R4: r04-kill-9), S9 for their entries, and what a third party finds: a package that was touched anywhere is not as it was
 * signed, and who has none of Gavel sees so by one command.
 */
const VERIFY = new URL('../../scripts/verify-export.mjs', import.meta.url).pathname
const FILM = new Uint8Array(70_000).map((_, n) => n % 251)
const DIGEST = createHash('sha256').update(FILM).digest()

let database: TestDatabase
let db: Database
let other: Database
let folder: string
let who: Awaited<ReturnType<typeof aSignedIn>>
let lena: Awaited<ReturnType<typeof aSignedIn>>
let projectId: string
let archiveId: string
let packageId: string
let kept: KeptRecording

beforeAll(async () => {
  testEnv()
  database = await createTestDatabase()
  db = openDatabase(database.url)
  other = openDatabase(database.url)
  folder = mkdtempSync(join(tmpdir(), 'gavel-export-'))
}, 60_000)

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await Promise.all([db.$disconnect(), other.$disconnect()])
  await database.drop()
})

beforeEach(async () => {
  await db.exportPackage.updateMany({ where: { state: 'making' }, data: { state: 'failed' } })
  projectId = (await aProject(db)).id
  who = await aSignedIn(db, ['archive.export', 'archive.delete'], [projectId])
  lena = await aSignedIn(db, ['archive.consent'], [projectId])
  kept = await aKeptRecording(db, { projectId })
  archiveId = kept.archiveId
  await db.storedFile.updateMany({
    where: { archiveId },
    data: { sha256: new Uint8Array(DIGEST), size: BigInt(FILM.length) },
  })
  await db.finding.create({
    data: {
      archiveId,
      projectId,
      authorId: who.account.id,
      fromMs: 10,
      category: 'conduct',
      severity: 'low',
      text: 'Zażółć',
    },
  })
  await db.$transaction(async (tx) => {
    await recordAudit(tx, {
      phase: 'event',
      action: 'archive.view',
      actorId: who.account.id,
      deviceId: null,
      address: '127.0.0.1',
      subject: `archive:${archiveId}`,
      details: {},
      requestId: newId(),
    })
  })
  packageId = await db.$transaction(async (tx) => {
    const found = await findKept(tx, archiveId)
    const asked = found && (await askExport(tx, who.actor, found, 'Court order 12/26'))
    if (!asked?.ok) throw new Error('not asked')
    return asked.value.packageId
  })
})

const bodyOf = (bytes: Uint8Array) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < bytes.length; at += 16_384) controller.enqueue(bytes.subarray(at, at + 16_384))
      controller.close()
    },
  })
function ports(film = FILM): Partial<ExportPorts> {
  return {
    open: async () => ok({ size: film.length, contentType: 'video/mp4', body: bodyOf(film) }),
  }
}
const read = () => db.exportPackage.findUniqueOrThrow({ where: { id: packageId } })
const path = () => resolve(packageFile(env().GAVEL_DATA_DIR, packageId))
const key = () => auditKey(env())
const fingerprint = () =>
  createHash('sha256')
    .update(key().publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')

/** What the command says to whoever has no Gavel: run as its own program, in another folder. */
function verified(file: string, keyArgument = fingerprint()): { code: number; said: string } {
  try {
    const said = execFileSync(process.execPath, [VERIFY, file, '--key', keyArgument], {
      cwd: folder,
      stdio: 'pipe',
    })
    return { code: 0, said: said.toString() }
  } catch (error) {
    const { status, stderr } = error as { status: number; stderr: Buffer } // as execFileSync throws it
    return { code: status, said: stderr.toString() }
  }
}

function written(bytes: Uint8Array, name = 'package.zip'): string {
  const file = join(folder, name)
  writeFileSync(file, bytes)
  return file
}

async function made(): Promise<Record<string, Uint8Array>> {
  expect(await makeOnePackage(db, ports())).toBe(true)
  expect(await read()).toMatchObject({ state: 'ready', failure: null })
  return unzipSync(new Uint8Array(readFileSync(path())))
}

test('twice at the same moment and once more is as once', async () => {
  const came = await Promise.all([makeOnePackage(db, ports()), makeOnePackage(other, ports())])
  expect([came.filter(Boolean).length, await makeOnePackage(db, ports())]).toEqual([1, false])
  expect(await db.auditEntry.count({ where: { action: 'archive.export', requestId: packageId } })).toBe(1)
})

/** The same in this process: 0 or 1, as the program would end. */
async function outcomeOf(file: string): Promise<number> {
  const { verifyFile } = await import(VERIFY)
  return verifyFile(file, fingerprint()).then(
    () => 0,
    () => 1,
  )
}
const unpacked = (bytes: Buffer) =>
  Object.entries(unzipSync(new Uint8Array(bytes))).map(([name, content]) => [
    name,
    createHash('sha256').update(content).digest('hex'),
  ])
const put = (name: string, bytes: Uint8Array) => (files: Zippable) => {
  files[name] = bytes
}

describe('a package', () => {
  test('holds the file and all that is known of it, under names made of ids and fixed words', async () => {
    const entries = await made()
    expect(Object.keys(entries).sort()).toEqual(
      [
        'audit.jsonl',
        'findings.json',
        'manifest.json',
        'manifest.sig',
        'public-key.pem',
        'timeline.jsonl',
        `${archiveId}.mp4`,
      ].sort(),
    )
    for (const name of Object.keys(entries)) expect(name).toMatch(/^[a-z0-9][a-z0-9.-]*$/)
    expect(Buffer.from(entries[`${archiveId}.mp4`] ?? [])).toEqual(Buffer.from(FILM))
    expect(Buffer.from(entries['findings.json'] ?? []).toString()).toContain('Zażółć')
    expect(verified(path())).toMatchObject({ code: 0, said: expect.stringContaining('OK') })
  })

  test('is as signed by the file of the key too, and by no other key', async () => {
    await made()
    const pem = key().publicKey.export({ type: 'spki', format: 'pem' }).toString()
    expect(verified(path(), written(Buffer.from(pem), 'key.pem')).code).toBe(0)
    expect(verified(path(), 'ab'.repeat(32))).toMatchObject({
      code: 1,
      said: expect.stringContaining('another key'),
    })
    const stranger = auditKey({ GAVEL_DATA_DIR: mkdtempSync(join(folder, 'other-')) })
    const theirs = stranger.publicKey.export({ type: 'spki', format: 'pem' }).toString()
    expect(verified(path(), written(Buffer.from(theirs), 'theirs.pem')).code).toBe(1)
  })

  test('that was touched anywhere is not as it was signed', async () => {
    const entries = await made()
    const zip = (change: (files: Zippable) => void): string => {
      const files: Zippable = Object.fromEntries(
        Object.entries(entries).map(([name, bytes]) => [name, [bytes, { level: 0 }]]),
      )
      change(files)
      return written(zipSync(files))
    }
    expect(await outcomeOf(zip(() => {}))).toBe(0)
    for (const name of Object.keys(entries)) {
      const flipped = new Uint8Array(entries[name] ?? [])
      const at = Math.floor(flipped.length / 2)
      if (flipped.length > 0) flipped[at] = (flipped[at] ?? 0) ^ 1
      const longer = Buffer.concat([entries[name] ?? new Uint8Array(), Buffer.from('\n{}')])
      if (flipped.length > 0) expect([name, await outcomeOf(zip(put(name, flipped)))]).toEqual([name, 1])
      expect([name, await outcomeOf(zip(put(name, longer)))]).toEqual([name, 1])
      expect([name, await outcomeOf(zip((files) => void delete files[name]))]).toEqual([name, 1])
    }
    for (const name of ['more.txt', '../up.txt', 'a/b.txt', 'C:evil', 'manifest.json '])
      expect([name, await outcomeOf(zip(put(name, Buffer.from('more'))))]).toEqual([name, 1])
    const whole = readFileSync(path())
    for (const bytes of [
      Buffer.concat([Buffer.from('x'), whole]),
      Buffer.concat([whole, Buffer.from('x')]),
      whole.subarray(0, -40),
    ])
      expect(await outcomeOf(written(bytes))).toBe(1)
  }, 60_000)

  test('whose every byte is covered: none can be changed unseen', async () => {
    await made()
    const { verifyFile } = await import(VERIFY)
    const whole = readFileSync(path())
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: whole.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, by) => {
          const bytes = Buffer.from(whole)
          bytes[at] = (bytes[at] ?? 0) ^ by
          const file = written(bytes, 'flipped.zip')
          // A time or a flag of the zip itself is no content: what comes out is the same, or it is refused.
          const outcome = await verifyFile(file, fingerprint()).then(
            () => 'passed',
            () => 'refused',
          )
          if (outcome === 'passed') expect([at, unpacked(bytes)]).toEqual([at, unpacked(whole)])
        },
      ),
      { numRuns: 60 },
    )
  }, 60_000)

  test('is not made of a file that is not the one that was put there, nor for whoever may not have it', async () => {
    await makeOnePackage(db, ports(new Uint8Array(FILM.length)))
    expect(await read()).toMatchObject({ state: 'failed', failure: 'changed' })
    await db.exportPackage.update({ where: { id: packageId }, data: { state: 'making', nextAt: new Date() } })
    await db.roleHolding.deleteMany({ where: { accountId: who.account.id } })
    await makeOnePackage(db, ports())
    expect(await read()).toMatchObject({ state: 'failed', failure: 'asker-may-not' })
  })

  test('that somebody takes is on the record and among those who opened it; after its days it is gone', async () => {
    await made()
    const found = await findPackage(db, packageId)
    if (!found) throw new Error('There is no package')
    await recordExport(db, { actor: who.actor, address: null, requestId: 'taken' }, found)
    expect(await db.viewing.findMany({ where: { archiveId } })).toMatchObject([{ purpose: 'exported' }])
    expect(
      await db.auditEntry.count({ where: { action: 'archive.exported', subject: `archive:${archiveId}` } }),
    ).toBe(1)
    await db.exportPackage.update({ where: { id: packageId }, data: { expiresAt: new Date(Date.now() - 1) } })
    expect(await findPackage(db, packageId)).toBeNull()
    await expirePackages(db)
    expect(() => readFileSync(path())).toThrow(/ENOENT/)
  })
})

describe('a recording that is deleted', () => {
  async function deleted(reason = 'Wünscht 消去 \u202e gnp.exe 🙂'): Promise<void> {
    const agreed = { askedById: who.account.id, answeredById: lena.account.id, answeredAt: new Date() }
    const due = { state: 'deleting' as const, nextAt: new Date(0) }
    await db.deletion.create({ data: { archiveId, projectId, reason, ...agreed, ...due } })
    await runDeletions(db, placesOf(kept).tools)
  }

  test('takes its packages with it, and what servers that died over them have left', async () => {
    await made()
    writeFileSync(`${path()}.1.part`, FILM)
    await deleted()
    expect(await read()).toMatchObject({ state: 'expired' })
    for (const file of [path(), `${path()}.1.part`]) expect(() => readFileSync(file)).toThrow(/ENOENT/)
  })

  test('also one that is just being written comes to nothing', async () => {
    const at = async (step: ExportStep) => {
      if (step === 'written') await deleted()
    }
    expect(await makeOnePackage(db, { ...ports(), at })).toBe(true)
    expect(await read()).toMatchObject({ state: 'expired' })
    expect(() => readFileSync(path())).toThrow(/ENOENT/)
  })

  test('has a certificate that anybody can check by the same command, and that nobody can change', async () => {
    await deleted()
    const found = await findCertified(db, archiveId)
    if (!found) throw new Error('There is no certificate')
    const text = JSON.stringify(await certificateOf(db, found, key()))
    const file = (changed: string) => written(Buffer.from(changed), 'certificate.json')
    expect(verified(file(text)).code).toBe(0)
    expect(verified(file(text.replace('Wünscht', 'Wunscht'))).code).toBe(1)
    expect(verified(file(text.replace(DIGEST.toString('hex'), '00'.repeat(32)))).code).toBe(1)
  })
})
