'use client'
import { UserX } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { Key } from '#components/ui/key.tsx'
import type { RequestItem } from './request-item.ts'
import type { Answers } from './use-answers.ts'

/** What the reader may do with a request that waits. `keys`: it is the one that keys are for. */
export function RequestButtons({
  request,
  answers,
  keys,
}: {
  request: RequestItem
  answers: Answers
  keys: boolean
}) {
  if (request.mayAnswer)
    return (
      <span className="flex flex-wrap gap-2">
        <Button onClick={() => answers.refuse(request)} {...(keys && { 'aria-keyshortcuts': 'd' })}>
          Refuse
          {keys && <Key>d</Key>}
        </Button>
        <Button
          variant={keys ? 'primary' : 'neutral'}
          disabled={answers.pending}
          onClick={() => answers.approve(request)}
          {...(keys && { 'aria-keyshortcuts': 'y' })}
        >
          Approve
          {keys && <Key>y</Key>}
        </Button>
      </span>
    )
  if (!request.mine) return null
  return (
    <span className="flex flex-wrap items-center gap-2 text-ink-2 text-xs">
      <UserX aria-hidden="true" className="size-3.5" />
      You cannot approve your own
      <Button disabled={answers.pending} onClick={() => answers.withdraw(request)}>
        Withdraw
      </Button>
    </span>
  )
}
