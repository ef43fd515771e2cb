import { Button } from '#components/ui/button.tsx'

type ProviderFormProps = { id: string; name: string; csrfToken: string; next: string }

/** The way by the organisation's own sign-in: a plain form too, so that it works without any script. */
export function ProviderForm({ id, name, csrfToken, next }: ProviderFormProps) {
  return (
    <form method="post" action={`/api/auth/signin/${id}`} className="mt-3 border-line border-t pt-4">
      <input type="hidden" name="csrfToken" value={csrfToken} />
      <input type="hidden" name="callbackUrl" value={next} />
      <Button type="submit" size="lg" className="w-full">
        Continue with {name}
      </Button>
    </form>
  )
}
