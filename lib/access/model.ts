import { z } from 'zod'

const text = (longest: number) => z.string().trim().min(1).max(longest)

export const setupInput = z.strictObject({
  code: text(60),
  name: text(80),
  email: z.email().max(254),
  password: z.string().min(1).max(1_024),
})

export type SetupInput = z.output<typeof setupInput>

export const passwordInput = z.strictObject({ password: z.string().min(1).max(1_024) })

/** One browser that is signed in. `browser` in words, from what it says of itself. */
export type SignedInDevice = {
  id: string
  browser: string
  address: string
  createdAt: string
  lastSeenAt: string
}
