declare const brand: unique symbol

/** A value that only its own parser makes: a session id does not fit where a stream id is asked for. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name }
