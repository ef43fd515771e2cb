import { readFileSync } from 'node:fs'
import { z } from 'zod'

const sandboxConfig = z.object({
  scenario: z.string().nullish(),
  projects: z.array(
    z.object({ name: z.string(), apiKey: z.string(), apiSecret: z.string(), signatureSecret: z.string() }),
  ),
})

/** What the sandbox was told: who comes, and its projects with their credentials. Throws when it is no such file. */
export function readSandboxConfig(file: string): z.output<typeof sandboxConfig> {
  return sandboxConfig.parse(JSON.parse(readFileSync(file, 'utf8')))
}
