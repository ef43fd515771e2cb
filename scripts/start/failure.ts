/** Something that whoever started Gavel can do something about: its message is all they need, no stack. */
export class StartFailure extends Error {
  override readonly name = 'StartFailure'
}
