/** The failures that Oceanid tells apart. Each says what to do about it; `cause` keeps what lay beneath. */
abstract class OceanidError<Tag extends string> extends Error {
  abstract readonly _tag: Tag

  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
  }
}

/** The request cannot be read: which parameter, and why. */
export class InvalidQueryError extends OceanidError<'InvalidQueryError'> {
  override readonly _tag = 'InvalidQueryError' as const
  readonly parameter: string

  constructor(parameter: string, reason: string, options?: ErrorOptions) {
    super(`${parameter}: ${reason}`, options)
    this.parameter = parameter
  }
}

/** A collection or granule that was asked for by name is not in the catalogue. */
export class NotFoundError extends OceanidError<'NotFoundError'> {
  override readonly _tag = 'NotFoundError' as const
}

/** The engine behind the catalogue cannot do what was asked. */
export class NotSupportedError extends OceanidError<'NotSupportedError'> {
  override readonly _tag = 'NotSupportedError' as const
}

/** The catalogue cannot be opened, is of another version, or does not answer. */
export class CatalogUnavailableError extends OceanidError<'CatalogUnavailableError'> {
  override readonly _tag = 'CatalogUnavailableError' as const
}

/** Every service that a federated search asked failed, or did not answer in its time. */
export class SourcesFailedError extends OceanidError<'SourcesFailedError'> {
  override readonly _tag = 'SourcesFailedError' as const
}

/** Something of that name is there already. */
export class ConflictError extends OceanidError<'ConflictError'> {
  override readonly _tag = 'ConflictError' as const
}

/** What was to be changed is no longer what the client saw. */
export class ChangedError extends OceanidError<'ChangedError'> {
  override readonly _tag = 'ChangedError' as const
}

/** The client has not shown the key that changes need. */
export class NotAuthorizedError extends OceanidError<'NotAuthorizedError'> {
  override readonly _tag = 'NotAuthorizedError' as const
}

/** The client has shown a key, but not one for this. */
export class NotPermittedError extends OceanidError<'NotPermittedError'> {
  override readonly _tag = 'NotPermittedError' as const
}

/** The client asks more often than it may. */
export class RateLimitedError extends OceanidError<'RateLimitedError'> {
  override readonly _tag = 'RateLimitedError' as const
  /** Seconds until it may ask again. */
  readonly retryAfter: number

  constructor(retryAfter: number) {
    super(`too many requests: ask again in ${retryAfter} s`)
    this.retryAfter = retryAfter
  }
}

/** The work was ended because it took longer than it may. */
export class TimeLimitError extends OceanidError<'TimeLimitError'> {
  override readonly _tag = 'TimeLimitError' as const

  constructor() {
    super('the request takes longer than it may: ask for a smaller area or period, or for fewer results')
  }
}

/** A file that cannot be indexed. The message is the reason alone; `file` names it. */
export class UnreadableFileError extends OceanidError<'UnreadableFileError'> {
  override readonly _tag = 'UnreadableFileError' as const
  readonly file: string

  constructor(file: string, reason: string, options?: ErrorOptions) {
    super(reason, options)
    this.file = file
  }
}

/** Coordinates without one valid position (all fill, or none at all): nothing to draw a footprint of. */
export class NoPositionsError extends OceanidError<'NoPositionsError'> {
  override readonly _tag = 'NoPositionsError' as const
}

/** A granule that the engine did not take, and why. */
export interface Refusal {
  collection: string
  id: string
  reason: string
}

/** Some granules of a `put` were refused; all others are stored. */
export class PartlyStoredError extends OceanidError<'PartlyStoredError'> {
  override readonly _tag = 'PartlyStoredError' as const
  readonly refused: Refusal[]
  /** What became of each granule, in the order given; undefined for those that were refused. */
  readonly outcomes: ('added' | 'replaced' | undefined)[]

  constructor(refused: Refusal[], outcomes: ('added' | 'replaced' | undefined)[]) {
    const named = refused.slice(0, 5).map(({ collection, id, reason }) => `${collection}/${id} (${reason})`)
    const more = refused.length > named.length ? ` and ${refused.length - named.length} more` : ''
    super(`the catalogue refused ${named.join(', ')}${more}`)
    this.refused = refused
    this.outcomes = outcomes
  }
}
