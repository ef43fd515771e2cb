import { generateKeyPairSync } from 'node:crypto'
import type { Project } from '../platform/project.ts'

/** A project for tests; its key has more digits than the cloud gives out. */
export const testProject = (changes: Partial<Project> = {}): Project => ({
  name: 'Openmic',
  apiKey: '9000000000001',
  apiSecret: 'not-a-real-secret-of-openmic',
  signatureSecret: 'not-a-real-signature-secret',
  callbackUrl: null,
  ...changes,
})

/** A project that is a Vonage application too, and the private key its owner would hold. */
export const testApplication = (): { project: Project; applicationId: string; privateKey: string } => {
  const pair = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const applicationId = '11111111-2222-4333-8444-555555555555'
  const project = testProject({ apiKey: '9000000000002', applicationId, publicKey: pair.publicKey })
  return { project, applicationId, privateKey: pair.privateKey }
}
