import { DescriptionSchema } from './schema.ts'

/** The schema of descriptions as a document of its own, for editors: JSON Schema, draft 7. */
export function schemaDocument(): Record<string, unknown> {
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Collection',
    ...DescriptionSchema,
  }
  return JSON.parse(JSON.stringify(schema))
}
