'use client'
import { useState } from 'react'
import { signOut } from '#components/shell/sign-out.ts'
import { Button } from '#components/ui/button.tsx'
import { FormProblem } from '#components/ui/field.tsx'
import { UNREACHED } from '#components/ui/use-reply-form.ts'

/** Ends a half-made sign-in, for whoever wants to begin again or is somebody else. */
export function LeaveButton() {
  const [problem, setProblem] = useState<string | null>(null)
  return (
    <>
      <Button variant="ghost" onClick={() => signOut().catch(() => setProblem(UNREACHED))}>
        Sign in as somebody else
      </Button>
      <FormProblem>{problem}</FormProblem>
    </>
  )
}
