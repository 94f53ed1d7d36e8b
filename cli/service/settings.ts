import { type Static, Type } from 'typebox'

const text = (description: string) => Type.Optional(Type.String({ minLength: 1, description }))
const positive = (description: string) => Type.Optional(Type.Number({ exclusiveMinimum: 0, description }))
const port = (description: string) =>
  Type.Optional(Type.Integer({ minimum: 0, maximum: 65_535, description }))

/** What a server can be told: by option, in the environment, or in one file. */
export const SettingsSchema = Type.Object(
  {
    catalog: text('sqlite:FILE or https://user:password@host:9200/prefix; sqlite:oceanid.db without.'),
    host: text('Address to listen on; 0.0.0.0 for all. Without, this machine alone.'),
    port: port('Port, 0 to 65535; 8080 without; 0 takes a free one.'),
    baseUrl: Type.Optional(
      Type.String({
        pattern: '^https?://[^/]+',
        description: 'Where it is seen from outside, for the links in answers: an http or https address.',
      }),
    ),
    federation: text('Services to search at once, below /federation: a YAML file.'),
    writeKeyFile: text('File with one key; clients that show it may see and change everything.'),
    keysFile: text('Keys of several clients, as "oceanid key" writes them; read again when it changes.'),
    readOnly: Type.Optional(
      Type.Boolean({
        description: 'true: keys let clients see private collections, and nobody change anything.',
      }),
    ),
    statistics: Type.Optional(
      Type.Integer({
        minimum: 1,
        description: 'Days for which statistics of use are kept; none are taken without.',
      }),
    ),
    statisticsFile: text('SQLite file of the statistics; without, beside the catalogue, or in its cluster.'),
    statisticsFor: Type.Optional(
      Type.Enum(['everyone', 'keys'], {
        description: 'Who may read /stats: everyone, or clients that show a key; everyone without.',
      }),
    ),
    downloads: Type.Optional(
      Type.Boolean({
        description: 'true: links to files lead through /download, which counts them; baseUrl is needed.',
      }),
    ),
    logLevel: Type.Optional(
      Type.Enum(['silent', 'error', 'warn', 'info', 'debug'], {
        description:
          'What is logged, as JSON, to the error stream; info has a line a request; error without.',
      }),
    ),
    metricsPort: port('Port for /metrics alone; without, it is answered where all else is.'),
    timeLimit: positive('Seconds until the answer to a request begins; 60 without.'),
    streamTimeLimit: positive('Seconds until the end of a streamed answer; 3600 without.'),
    requestsPerSecond: positive('Requests a second that one client may make; any number without.'),
    burst: Type.Optional(
      Type.Integer({
        minimum: 1,
        description:
          'Requests at once after a pause, a whole number of at least 1; ten seconds of them without.',
      }),
    ),
    trustedProxies: Type.Optional(
      Type.Array(Type.String({ minLength: 1 }), {
        minItems: 1,
        description:
          'Addresses or networks of proxies that say who the client is; a list, with commas in text.',
      }),
    ),
  },
  { additionalProperties: false },
)

export type Settings = Static<typeof SettingsSchema>

export const settingNames = Object.keys(SettingsSchema.properties) as (keyof Settings)[]

export function describeSetting(name: keyof Settings): string {
  const node: object = SettingsSchema.properties[name]
  return 'description' in node ? String(node.description) : ''
}

/** `baseUrl` as an option: `base-url`. */
export function optionOf(name: keyof Settings): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

/** `baseUrl` in the environment: `OCEANID_BASE_URL`. */
export function variableOf(name: keyof Settings): string {
  return `OCEANID_${optionOf(name).replaceAll('-', '_').toUpperCase()}`
}
