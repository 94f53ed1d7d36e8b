import { type Static, Type } from 'typebox'
import type { Flaw } from '../catalog/description/check.ts'
import { readYaml } from '../catalog/description/read-yaml.ts'

const address = (description: string) => Type.String({ pattern: '^https?://[^/]+', description })

const common = {
  id: Type.String({
    pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$',
    description: 'Name by which requests choose it: letters, digits, dots, dashes and underscores.',
  }),
  title: Type.Optional(Type.String({ minLength: 1, description: 'For people.' })),
  timeout: Type.Optional(
    Type.Number({
      minimum: 0.1,
      maximum: 600,
      description: 'Seconds to wait for it, 0.1 to 600; 20 without.',
    }),
  ),
  concurrency: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 64, description: 'Requests under way at once, 1 to 64; 4 without.' }),
  ),
  protocols: Type.Optional(
    Type.Array(Type.String({ pattern: '^[A-Z0-9]+$' }), {
      minItems: 1,
      description: 'Protocols by which its files are fetched, in capitals: [HTTPS, FTP].',
    }),
  ),
  collections: Type.Optional(
    Type.Record(Type.String({ minLength: 1 }), Type.String({ minLength: 1 }), {
      description:
        'What it calls the collections of the federation; without, the same, and all are asked of it.',
    }),
  ),
  hosts: Type.Optional(
    Type.Array(Type.String({ minLength: 1 }), {
      description: 'Other hosts (with the port) that it may lead to; beside its own no other is called.',
    }),
  ),
  private: Type.Optional(
    Type.Boolean({ description: 'true: it may be at a private address, such as 10.0.0.1 or localhost.' }),
  ),
}

const SourceSchema = Type.Object(
  {
    ...common,
    opensearch: Type.Optional(
      address('Address of an OpenSearch description document; {collection} in it is replaced.'),
    ),
    collectionToken: Type.Optional(
      Type.String({
        pattern: String.raw`^(\w+:)?\w+$`,
        description: 'The token of its template that takes the collection; eo:parentIdentifier without.',
      }),
    ),
    stac: Type.Optional(address('Address of the landing page of a STAC API.')),
    catalogue: Type.Optional(Type.Literal(true, { description: 'true: the catalogue of this service.' })),
  },
  { additionalProperties: false },
)

/** The services that are asked together: a YAML file. */
const FederationSchema = Type.Object(
  {
    title: Type.Optional(Type.String({ minLength: 1, description: 'For people.' })),
    sources: Type.Array(SourceSchema, { minItems: 1, description: 'The services to ask.' }),
  },
  { additionalProperties: false },
)

export type FederationConfiguration = Static<typeof FederationSchema>
export type SourceConfiguration = Static<typeof SourceSchema>

/**
 * @param name of the file, for what is told
 * @throws InvalidQueryError with every flaw and its line
 */
export function parseFederation(text: string, name: string): FederationConfiguration {
  return readYaml(text, { name, option: '--federation' }, FederationSchema, flawsOfSources)
}

function flawsOfSources({ sources }: FederationConfiguration): Flaw[] {
  return sources.flatMap(({ id, opensearch, stac, catalogue }, i) => {
    const path = ['sources', i]
    const kinds = [opensearch, stac, catalogue].filter((kind) => kind !== undefined).length
    const earlier = sources.findIndex((source) => source.id === id)
    return [
      ...(kinds === 1 ? [] : [{ path, message: 'has one of opensearch, stac and catalogue' }]),
      ...(earlier === i ? [] : [{ path: [...path, 'id'], message: `"${id}" is that of another source` }]),
    ]
  })
}
