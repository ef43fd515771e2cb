import 'server-only'
import { z } from 'zod'
import { checkpointRules } from './checkpoint-rules.ts'
import { onceInProcess } from './global.ts'
import { isLoopbackHost } from './is-loopback-host.ts'
import { hostOf, parseNetworks } from './outgoing-address.ts'
import { providerRules } from './provider-rules.ts'

const networkList = z
  .string()
  .refine(
    (text) => parseNetworks(text) !== null,
    'must be networks as 10.1.0.0/16 or fd00::/8, separated by commas',
  )

/**
 * All settings, in one place; `.env.example` documents each. Parsed once, when first asked for, so that a wrong setting
 * stops the start with sentences and not a request with a stack.
 */
const schema = z.object({
  /** What the operator asked for; the built app itself always runs with NODE_ENV=production. */
  GAVEL_ENV: z.enum(['demo', 'production', 'test']).default('demo'),
  GAVEL_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http(s) address' })
    .default('http://localhost:3000'),
  GAVEL_SECRET: z.string().min(32, 'must be at least 32 characters long'),
  GAVEL_MASTER_KEYS: z
    .string()
    .regex(
      /^[A-Za-z0-9_-]+:[A-Za-z0-9+/]{43}=(,[A-Za-z0-9_-]+:[A-Za-z0-9+/]{43}=)*$/,
      'must be name:base64 of 32 bytes, the current key first, separated by commas',
    ),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgresql:// address'),
  DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(10),
  GAVEL_DATA_DIR: z.string().default('.data'),
  /** Signs the audit log's checkpoints; without it a key is made in the data directory. */
  GAVEL_AUDIT_KEY: z
    .string()
    .regex(/-----BEGIN PRIVATE KEY-----/, 'must be an Ed25519 key in PKCS#8 (BEGIN PRIVATE KEY)')
    .optional(),
  /** S3-compatible storage for signed checkpoints: endpoint, region, bucket, key id and secret, or none of them. */
  GAVEL_CHECKPOINTS_S3_ENDPOINT: z.string().max(300).optional(),
  GAVEL_CHECKPOINTS_S3_REGION: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, 'must be a region such as eu-central-1')
    .optional(),
  GAVEL_CHECKPOINTS_S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9](?!.*\.\.)[a-z0-9.-]{1,61}[a-z0-9]$/, 'must be the name of a bucket')
    .optional(),
  GAVEL_CHECKPOINTS_S3_PREFIX: z
    .string()
    .regex(/^([A-Za-z0-9_-][A-Za-z0-9._-]{0,60}\/){1,5}$/, 'must be names that each end with a slash')
    .default('gavel/'),
  GAVEL_CHECKPOINTS_S3_KEY_ID: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{3,128}$/, 'must be the id of an access key')
    .optional(),
  GAVEL_CHECKPOINTS_S3_SECRET: z.string().min(8, 'is too short for a secret').max(400).optional(),
  GAVEL_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** The mail server by which letters leave; without it they wait. */
  GAVEL_SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must be an smtp:// or smtps:// address')
    .optional(),
  GAVEL_MAIL_FROM: z.email('must be one e-mail address').optional(),
  /** The organisation's own sign-in, by OpenID Connect: the first three, or none. */
  GAVEL_OIDC_ISSUER: z.url({ protocol: /^https?$/, error: 'must be an https address' }).optional(),
  GAVEL_OIDC_CLIENT_ID: z.string().max(400).optional(),
  GAVEL_OIDC_CLIENT_SECRET: z.string().min(8, 'is too short for a client secret').optional(),
  /** On the button: "Continue with ...". */
  GAVEL_OIDC_NAME: z
    .string()
    .trim()
    .min(1)
    .max(40, 'must be at most 40 characters long')
    .default('your organisation'),
  GAVEL_OIDC_SCOPES: z
    .string()
    .regex(
      /^([\x21-\x7e]+ )*openid( [\x21-\x7e]+)*$/,
      'must be scopes separated by spaces, openid among them',
    )
    .default('openid email profile'),
  GAVEL_OIDC_GROUPS_CLAIM: z.string().max(200).default('groups'),
  GAVEL_OIDC_ROLES: z
    .string()
    .regex(
      /^\s*[^,]*[^,\s][^,]*=\s*[\w-]+(@[\w-]+)?\s*(,\s*[^,]*[^,\s][^,]*=\s*[\w-]+(@[\w-]+)?\s*)*$/,
      'must be group=role or group=role@project, separated by commas',
    )
    .optional(),
  /** Whether an account is made for somebody who comes with a mapped group, or only linked accounts sign in. */
  GAVEL_OIDC_ACCOUNTS: z.enum(['off', 'mapped'], 'must be off or mapped').default('off'),
  /** Hosts beside the issuer's own on which the provider's addresses may lie. */
  GAVEL_OIDC_HOSTS: z
    .string()
    .regex(/^[a-z0-9.-]+(:\d+)?(,[a-z0-9.-]+(:\d+)?)*$/, 'must be host names, separated by commas')
    .optional(),
  /** Where the provider may be besides the public internet. */
  GAVEL_OIDC_NETWORKS: networkList.optional(),
  /** Address of the one proxy whose X-Forwarded-For is believed. */
  GAVEL_TRUSTED_PROXY: z.union([z.ipv4(), z.ipv6()]).optional(),
  /** Where the platform may be besides the public internet. */
  GAVEL_ALLOW_PLATFORM_NETWORKS: networkList.optional(),
  /** Where programs that are told of alerts may be besides the public internet. */
  GAVEL_WEBHOOK_NETWORKS: networkList.optional(),
  GAVEL_SANDBOX: z.enum(['on', 'off']).optional(),
  GAVEL_SANDBOX_API_URL: z.url().optional(),
  GAVEL_SANDBOX_CONFIG: z.string().optional(),
  OPENTOK_PROJECT_NAME: z.string().min(1).default('OpenTok'),
  OPENTOK_API_KEY: z.string().regex(/^\d+$/, 'must be the digits of a project API key').optional(),
  OPENTOK_API_SECRET: z.string().min(16, 'is too short for an API secret').optional(),
  OPENTOK_API_URL: z.url().optional(),
  OPENTOK_SIGNATURE_SECRET: z.string().trim().min(16, 'must be at least 16 characters long').optional(),
  VONAGE_APPLICATION_ID: z.uuid().optional(),
  VONAGE_PRIVATE_KEY: z
    .string()
    .regex(/-----BEGIN PRIVATE KEY-----/, 'must be a PKCS#8 key (BEGIN PRIVATE KEY)')
    .optional(),
  VONAGE_SIGNATURE_SECRET: z.string().trim().min(16, 'must be at least 16 characters long').optional(),
})

export type Env = z.infer<typeof schema>

/** The settings of this process. Throws with every wrong setting named, and no value shown. */
export function env(): Env {
  return onceInProcess('env', () => {
    const read = readEnv(process.env)
    if (!read.ok) throw new Error(`Settings: ${read.failure.join(' ')}`)
    return read.value
  })
}

/** All that is wrong with these settings, as sentences; or the settings. Never repeats a value. */
export function readEnv(source: Record<string, string | undefined>) {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(given)
  const sentences = parsed.success ? [] : parsed.error.issues.map(sentenceOf)
  sentences.push(...productionRules(given), ...providerRules(given), ...checkpointRules(given))
  if (!parsed.success || sentences.length) return { ok: false as const, failure: sentences }
  return { ok: true as const, value: parsed.data }
}

function sentenceOf(issue: z.core.$ZodIssue): string {
  const name = issue.path.join('.')
  if (issue.code === 'invalid_type' && issue.input === undefined) return `${name} is missing.`
  return `${name} ${issue.message.startsWith('Invalid') ? 'is not valid' : issue.message}.`
}

const WELL_KNOWN = /change.?me|default|secret-?secret|example|0{16}|1234567890/i

function productionRules(given: Record<string, string | undefined>): string[] {
  if (given.GAVEL_ENV !== 'production') return []
  const wrong: string[] = []
  const text = given.GAVEL_URL ?? ''
  const url = URL.parse(text)
  if (!text) wrong.push('GAVEL_URL is missing: say at which https address people reach Gavel.')
  else if (url?.protocol === 'http:' && !isLoopbackHost(hostOf(url)))
    wrong.push('GAVEL_URL is plain http: in production only https, or http on loopback, is allowed.')
  if (WELL_KNOWN.test(given.GAVEL_SECRET ?? ''))
    wrong.push('GAVEL_SECRET looks like a default: make one with `openssl rand -base64 32`.')
  if (given.GAVEL_SANDBOX_API_URL && given.GAVEL_SANDBOX !== 'on')
    wrong.push('The sandbox is not for production: set GAVEL_SANDBOX=on to use it all the same.')
  return wrong
}
