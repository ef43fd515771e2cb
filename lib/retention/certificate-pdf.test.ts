import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { PDFDocument } from '@cantoo/pdf-lib'
import { expect, it } from 'vitest'
import { keyIdOf } from '#lib/audit/audit-key.ts'
import { canonicalJson } from '#lib/audit/canonical-json.ts'
import { type CertificateFacts, isCertifiedBy, signCertificate } from './certificate.ts'
import { certificateLines } from './certificate-lines.ts'
import { certificatePdf } from './certificate-pdf.ts'

const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const key = { keyId: keyIdOf(publicKey), privateKey, publicKey }
const at = '2026-11-24T21:00:00.000Z'
const facts: CertificateFacts = {
  version: 1,
  deletion: 'deletion',
  recording: {
    id: 'recording',
    platformId: 'platform',
    session: 'session',
    platformSession: '2_session',
    project: 'Öffentlich 公開',
    startedAt: at,
    stoppedAt: at,
    seconds: 90,
  },
  files: [{ where: 'disk', name: 'a/b', sha256: 'c41e07'.padEnd(64, '0'), size: 4_096, state: 'whole' }],
  why: `Țăran Đorđe, Ярослав, 田中 🎥, مرحبا, ${'a long word'.repeat(40)}`,
  askedBy: { id: 'priya', name: 'Priya' },
  askedAt: at,
  approvedBy: { id: 'lena', name: 'Lena' },
  approvedAt: at,
  rule: null,
  storageDoneAt: at,
  platformDoneAt: at,
  doneAt: at,
  entry: { seq: '17', hash: 'ab'.repeat(32), at },
}

it('is signed over its facts, and over nothing else', () => {
  const certificate = signCertificate(facts, key)
  expect(isCertifiedBy(certificate, publicKey)).toBe(true)
  const other = { ...certificate, facts: { ...facts, why: 'Another reason' } }
  expect(isCertifiedBy(other, publicKey)).toBe(false)
})

it('can be checked from what is printed alone', () => {
  const printed = certificateLines(signCertificate(facts, key)).map(({ text }) => text)
  const json = printed.at(-1) ?? ''
  expect(json).toMatch(/^[ -~]+$/)
  const pem = printed.slice(printed.indexOf('-----BEGIN PUBLIC KEY-----')).slice(0, 3).join('\n')
  const signature = printed[printed.indexOf('-----BEGIN PUBLIC KEY-----') - 1] ?? ''
  const stated = `gavel certificate of deletion\n${canonicalJson(JSON.parse(json))}`
  expect(verify(null, Buffer.from(stated), createPublicKey(pem), Buffer.from(signature, 'base64'))).toBe(true)
})

it('is a PDF of whole pages, with letters that its font has and code points of the others, and the facts attached', async () => {
  const pdf = await PDFDocument.load(await certificatePdf(signCertificate(facts, key)))
  expect(pdf.getTitle()).toBe('Certificate of deletion')
  expect(pdf.getPageCount()).toBeGreaterThan(0)
  const [attached] = pdf.getAttachments()
  expect(attached?.name).toBe('deletion.json')
  expect(JSON.parse(Buffer.from(attached?.data ?? []).toString())).toEqual(signCertificate(facts, key))
})
