import 'server-only'
import { z } from 'zod'
import { fail, ok, type Result } from '#lib/system/result.ts'

/** The platform records fifty streams at once; somebody who comes back, or is taken in again, has another file. */
const MOST_FILES = 400
/** Longer than any recording the platform makes. */
const ms = z.number().min(0).max(86_400_000)

/** What a zip of single streams says of itself. All of it is hostile text; whose data a connection had is not taken from it. */
const manifestSchema = z.object({
  id: z.string().max(100),
  files: z
    .array(
      z.object({
        filename: z.string().min(1).max(300),
        streamId: z.string().min(1).max(100),
        startTimeOffset: ms,
        stopTimeOffset: ms,
        videoType: z.string().max(40).nullish(),
      }),
    )
    .max(MOST_FILES)
    .refine((files) => new Set(files.map(({ filename }) => filename)).size === files.length)
    .refine((files) => files.every((file) => file.stopTimeOffset > file.startTimeOffset)),
})

export type ManifestFile = z.output<typeof manifestSchema>['files'][number]

/** The files that a recording is made of. A list of another recording, or one that says nothing sensible, is none. */
export function readManifest(text: string, platformId: string): Result<ManifestFile[], 'no-manifest'> {
  const json = parseJson(text)
  const { data } = manifestSchema.safeParse(json)
  return data && data.id === platformId ? ok(data.files) : fail('no-manifest')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
