import { z } from 'zod'

export const nothingInput = z.strictObject({})

/** The organisation's sign-in as its owner sees it. `kept`: the account came by it, and stays with it. */
export type ProviderLinkView = {
  readonly name: string
  readonly linked: { readonly since: string; readonly kept: boolean } | null
}
