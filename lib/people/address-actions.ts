'use server'

import { oneself } from '#lib/access/anyone.ts'
import { defineAction } from '#lib/access/define-action.ts'
import { askForAddress as ask, changeAddress, findChange } from './change-address.ts'
import { findPerson } from './find-person.ts'
import { forgetLinkToken, linkToken } from './link-cookie.ts'
import { addressInput, nothingInput } from './model.ts'
import { words } from './refusal-words.ts'

/** Asks for another address of one's own. The answer is the same whether somebody has that address or not. */
export const askForAddress = defineAction({
  name: 'account.askForAddress',
  permission: oneself('people change their own address'),
  confirmed: true,
  input: addressInput,
  scope: (tx, _, { accountId }) => findPerson(tx, accountId),
  audit: (_, { id }) => ({ subject: `account:${id}` }),
  run: ({ tx, scoped, input }) => ask(tx, scoped, input.email),
  messages: words('bad-address', 'same-address', 'by-provider', 'asked-often'),
})

/** Takes the address whose link this browser has brought. */
export const takeAddress = defineAction({
  name: 'account.changeAddress',
  permission: oneself('people change their own address, by the link that was sent there'),
  confirmed: true,
  input: nothingInput,
  scope: async (tx, _, { accountId }) => findChange(tx, await findPerson(tx, accountId), await linkToken()),
  audit: (_, { person }) => ({ subject: `account:${person.id}` }),
  run: async ({ tx, actor, scoped, request }) => {
    const changed = await changeAddress(tx, actor, scoped, request)
    if (changed.ok) await forgetLinkToken()
    return changed
  },
  messages: words('email-taken'),
})
