import { existsSync, readFileSync } from 'node:fs'
import { NotFoundError } from '../catalog/errors.ts'
import { type FederationConfiguration, parseFederation } from '../federation/configuration.ts'

/** @throws NotFoundError, and InvalidQueryError with the flaws of the file and their lines */
export function readFederation(file: string): FederationConfiguration {
  if (!existsSync(file)) throw new NotFoundError(`there is no file ${file}`)
  return parseFederation(readFileSync(file, 'utf8'), file)
}
