/**
 * What the suite is run against: a sandbox of its own, or, by these variables, a platform elsewhere, of which nothing is known but
 * key, secret and perhaps the address. There the cases that need the sandbox's own control are left out.
 */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { ConformanceCase, Need } from './conformance-case.ts'

export type Target =
  | { kind: 'sandbox' }
  | { kind: 'api-key'; apiKey: string; apiSecret: string; apiUrl: string | null }
  | { kind: 'application'; applicationId: string; privateKey: string; apiUrl: string | null }

const given = z.string().min(1)

const schema = z.object({
  GAVEL_CONFORMANCE_API_URL: z.url({ protocol: /^https?$/ }).optional(),
  GAVEL_CONFORMANCE_API_KEY: z.string().regex(/^\d+$/, 'an API key is digits').optional(),
  GAVEL_CONFORMANCE_API_SECRET: given.optional(),
  GAVEL_CONFORMANCE_APPLICATION_ID: z.uuid().optional(),
  GAVEL_CONFORMANCE_PRIVATE_KEY_FILE: given.optional(),
})

/** Throws with a sentence when only half of it is set: a run against the wrong platform proves nothing. */
export const readTarget = (env: Record<string, string | undefined>): Target => {
  const parsed = schema.safeParse(env)
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error))
  const {
    GAVEL_CONFORMANCE_API_KEY: apiKey,
    GAVEL_CONFORMANCE_API_SECRET: apiSecret,
    GAVEL_CONFORMANCE_APPLICATION_ID: applicationId,
    GAVEL_CONFORMANCE_PRIVATE_KEY_FILE: privateKeyFile,
    GAVEL_CONFORMANCE_API_URL: apiUrl = null,
  } = parsed.data
  const anything = Object.values(parsed.data).some((value) => value !== undefined)
  if (!anything) return { kind: 'sandbox' }
  if (apiKey && apiSecret && !applicationId && !privateKeyFile) {
    return { kind: 'api-key', apiKey, apiSecret, apiUrl }
  }
  if (applicationId && privateKeyFile && !apiKey && !apiSecret) {
    return { kind: 'application', applicationId, privateKey: readFileSync(privateKeyFile, 'utf8'), apiUrl }
  }
  throw new Error(
    'Set GAVEL_CONFORMANCE_API_KEY and _API_SECRET, or GAVEL_CONFORMANCE_APPLICATION_ID and _PRIVATE_KEY_FILE; nothing for the sandbox.',
  )
}

const HAS: Record<Target['kind'], readonly Need[]> = {
  sandbox: ['control', 'api-key', 'application'],
  'api-key': ['api-key'],
  application: ['application'],
}

const WORDS: Record<Need, string> = {
  control: "it needs the sandbox's own control",
  'api-key': 'it needs a project with an API key',
  application: 'it needs a Vonage application',
}

/** Why a case is left out there, or null when it is run. */
export const leftOutBecause = ({ needs }: ConformanceCase, { kind }: Target): string | null => {
  const missing = needs.find((need) => !HAS[kind].includes(need))
  return missing ? WORDS[missing] : null
}

/** In words, for the list. */
export const targetName = (target: Target): string => {
  if (target.kind === 'sandbox') return 'the sandbox'
  const where = target.apiUrl ?? "the vendor's cloud"
  return target.kind === 'api-key'
    ? `${where}, project ${target.apiKey}`
    : `${where}, application ${target.applicationId}`
}
