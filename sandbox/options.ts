import { randomBytes, randomInt } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { faultsSchema } from './faults/faults.ts'
import { readScenario } from './people/scenario/scenario.ts'
import { limitsSchema } from './platform/limits.ts'
import { type Project, projectSchema } from './platform/project.ts'
import { ok, type Result, refuse } from './result.ts'
import type { SandboxOptions } from './sandbox.ts'

export const USAGE = `usage: npm run sandbox -- [--port N] [--host H [--public]] [--people 0] [--callbacks URL]
                         [--config FILE] [--faults FILE] [--recordings DIR] [--scenario NAME|FILE] [--speed N] [--simulcast]`

/** An hour in a second: what people do is looked for every 20 ms, and more would only pile up. */
const MAX_SPEED = 3_600

const configSchema = z.strictObject({
  port: z.number().int().min(0).max(65_535).optional(),
  recordings: z.string().optional(),
  scenario: z.string().nullable().optional(),
  speed: z.number().positive().max(MAX_SPEED).optional(),
  /** False: recordings follow the speaker, although there is an ffmpeg to lay everyone out. */
  ffmpeg: z.boolean().default(true),
  simulcast: z.boolean().default(false),
  projects: z.array(projectSchema).min(1).max(20).optional(),
  /** What goes wrong from the start, as the control would be told: see sandbox/faults/faults.ts. */
  faults: faultsSchema.default([]),
  /** How much fits into a session: see sandbox/platform/limits.ts. */
  limits: limitsSchema.optional(),
})

const DEFAULT_SCENARIO = 'evening'
const NAMES = ['Openmic', 'Tutor', 'Care desk']

/** Keys beyond those the cloud gives out (it uses eight digits), so that no browser finds them there. */
const inventProject = (name: string): Project => ({
  name,
  apiKey: `9${randomInt(10 ** 11, 10 ** 12)}`,
  apiSecret: randomBytes(20).toString('hex'),
  signatureSecret: randomBytes(24).toString('hex'),
  callbackUrl: null,
})

const argumentsOf = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    options: {
      port: { type: 'string' },
      host: { type: 'string' },
      public: { type: 'boolean' },
      people: { type: 'string' },
      callbacks: { type: 'string' },
      config: { type: 'string' },
      simulcast: { type: 'boolean' },
      faults: { type: 'string' },
      recordings: { type: 'string' },
      scenario: { type: 'string' },
      speed: { type: 'string' },
    },
  }).values

const LOOPBACK = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1)$/

/** Whoever reaches it can watch and end what is played here, so that it is open to others only by a word of its own. */
const hostOf = (host = '127.0.0.1', isPublic = false): string => {
  if (isPublic || LOOPBACK.test(host)) return host
  throw new Error(`${host} is an address that others reach: say --public if they should`)
}

const speedSchema = z.coerce
  .number(`--speed is a number above 0, at most ${MAX_SPEED}`)
  .positive(`--speed is a number above 0, at most ${MAX_SPEED}`)
  .max(MAX_SPEED, `--speed is at most ${MAX_SPEED}`)

/** Read once here, so that what is wrong in it is told before anything starts. */
const scenarioOf = async (given: string | null): Promise<string | null> => {
  if (given === null) return null
  await readScenario(given)
  return given.endsWith('.json') ? resolve(given) : given
}

const PORT_WORDS = '--port is a whole number from 0 (any that is free) to 65535'
const portSchema = z.coerce.number(PORT_WORDS).int(PORT_WORDS).min(0, PORT_WORDS).max(65_535, PORT_WORDS)

const words = (error: unknown): string => {
  if (error instanceof z.ZodError) return z.prettifyError(error)
  return error instanceof Error ? error.message : String(error)
}

const readJson = async <T>(
  schema: z.ZodType<T>,
  file: string | undefined,
  otherwise: unknown,
): Promise<T> => {
  if (file === undefined) return schema.parse(otherwise)
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new Error(`${file} cannot be read: ${error.message}`)
  })
  return schema.parse(JSON.parse(text))
}

/** `--people 0` alone has a meaning: how many come is the scenario's affair. */
const peopleSchema = z.literal('0', '--people takes 0 alone; who comes is chosen by --scenario').optional()

/** Reads command line and configuration file; the command line wins. */
export const readOptions = async (args: readonly string[]): Promise<Result<SandboxOptions>> => {
  try {
    const given = argumentsOf(args)
    const config = await readJson(configSchema, given.config, {})
    const faults = await readJson(faultsSchema, given.faults, [])
    const callbackUrl = given.callbacks ? z.url({ protocol: /^https?$/ }).parse(given.callbacks) : null
    const projects = config.projects ?? NAMES.map(inventProject)
    const recordings = given.recordings ?? config.recordings
    const scenario = given.scenario ?? (config.scenario === undefined ? DEFAULT_SCENARIO : config.scenario)
    return ok({
      projects: projects.map((project) => (callbackUrl ? { ...project, callbackUrl } : project)),
      port: portSchema.parse(given.port ?? config.port ?? 0),
      host: hostOf(given.host, given.public),
      scenario: await scenarioOf(peopleSchema.parse(given.people) === '0' ? null : scenario),
      speed: speedSchema.parse(given.speed ?? config.speed ?? 1),
      ffmpeg: config.ffmpeg,
      simulcast: given.simulcast ?? config.simulcast,
      faults: [...config.faults, ...faults],
      ...(config.limits ? { limits: config.limits } : {}),
      ...(recordings ? { recordings } : {}),
    })
  } catch (error) {
    return refuse(words(error))
  }
}
