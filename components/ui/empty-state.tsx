import { Message, type MessageProps } from './message.tsx'

/** Nothing here: says what would be, and gives the next step. */
export function EmptyState(props: MessageProps) {
  return <Message {...props} />
}
