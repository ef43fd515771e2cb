import type { ProjectSettings } from '#lib/platform/save-project.ts'
import type { Env } from '#lib/system/env.ts'
import { readSandboxConfig } from './read-sandbox-config.ts'

/** The projects that the settings name: those of the cloud, and the sandbox's own where there is one. */
export function projectsIn(env: Env): ProjectSettings[] {
  return [...openTokProject(env), ...vonageProject(env), ...sandboxProjects(env)]
}

function openTokProject(env: Env): ProjectSettings[] {
  const {
    OPENTOK_API_KEY: platformId,
    OPENTOK_API_SECRET: apiSecret,
    OPENTOK_SIGNATURE_SECRET: signature,
  } = env
  if (!platformId) return []
  if (!apiSecret) throw new Error('OPENTOK_API_KEY is set but OPENTOK_API_SECRET is not.')
  const secrets = { apiSecret, ...(signature ? { signatureSecret: signature } : {}) }
  const apiUrl = env.OPENTOK_API_URL ?? null
  return [{ name: env.OPENTOK_PROJECT_NAME, platform: 'opentok', platformId, apiUrl, secrets }]
}

function vonageProject(env: Env): ProjectSettings[] {
  const {
    VONAGE_APPLICATION_ID: platformId,
    VONAGE_PRIVATE_KEY: key,
    VONAGE_SIGNATURE_SECRET: signature,
  } = env
  if (!platformId) return []
  if (!key) throw new Error('VONAGE_APPLICATION_ID is set but VONAGE_PRIVATE_KEY is not.')
  // In one line of an environment file, line breaks are written as two characters.
  const privateKey = key.replaceAll('\\n', '\n')
  const secrets = { privateKey, ...(signature ? { signatureSecret: signature } : {}) }
  return [{ name: 'Vonage Video', platform: 'vonage', platformId, apiUrl: null, secrets }]
}

function sandboxProjects(env: Env): ProjectSettings[] {
  const { GAVEL_SANDBOX_CONFIG: file, GAVEL_SANDBOX_API_URL: apiUrl } = env
  if (!file || !apiUrl) return []
  const { projects } = readSandboxConfig(file)
  return projects.map(({ name, apiKey, apiSecret, signatureSecret }) => ({
    name,
    platform: 'opentok',
    platformId: apiKey,
    apiUrl,
    secrets: { apiSecret, signatureSecret },
  }))
}
