import Link from 'next/link'
import { Button } from '#components/ui/button.tsx'
import { EntryHeading } from './entry-heading.tsx'

/** A link that opens nothing: used, over, taken back, or never one. Which, is nobody's business. */
export function DeadLink({ title }: { title: string }) {
  return (
    <>
      <EntryHeading title={title}>
        Each link opens once, and only for a while. Ask for a new one.
      </EntryHeading>
      <Button asChild variant="primary" size="lg" className="w-full">
        <Link href="/sign-in">Go to sign-in</Link>
      </Button>
    </>
  )
}
