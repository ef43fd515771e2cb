import { z } from 'zod'
import type { VerifyingKey } from '../tokens/keys.ts'

const words = z.string().min(1).max(200)

/** One project as the platform's account portal would keep it. */
export const projectSchema = z.object({
  name: words,
  /**
   * Must not exist on the cloud, whose keys have eight digits: the browser SDK asks it first and would follow its answer. So
   * no project of the cloud, with the secret that opens it there, is ever kept here either.
   */
  apiKey: z
    .string()
    .regex(/^[0-9]+$/, 'an API key is digits')
    .min(9, 'this is a key of the real platform: the sandbox takes only keys of nine digits and more')
    .max(20),
  apiSecret: z.string().min(16).max(200),
  signatureSecret: z.string().min(16).max(200),
  /** What callbacks were signed with before; used only by the fault that signs with it still. */
  previousSignatureSecret: z.string().min(16).max(200).optional(),
  callbackUrl: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .default(null),
  /** Set both and the project also answers as a Vonage application (RS256). */
  applicationId: z.uuid().optional(),
  publicKey: z.string().startsWith('-----BEGIN PUBLIC KEY').optional(),
})

export type Project = z.infer<typeof projectSchema>

/** A project under one of its names, with the key that proves who calls it so. */
export type Identity = { project: Project; key: VerifyingKey }

export const identitiesOf = (project: Project): Identity[] => {
  const opentok: Identity = {
    project,
    key: { kind: 'opentok', apiKey: project.apiKey, apiSecret: project.apiSecret },
  }
  const { applicationId, publicKey } = project
  if (!applicationId || !publicKey) return [opentok]
  return [opentok, { project, key: { kind: 'vonage', applicationId, publicKey } }]
}
