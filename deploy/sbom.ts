/**
 * Writes what the package stands on, with versions and licences, as CycloneDX: `npm run --silent sbom`. Packages for development are
 * left out here and not by `npm sbom --omit dev`, which also drops those that a package for development would like to have.
 */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

interface Component {
  'bom-ref': string
  properties?: { name: string; value: string }[]
}

interface BillOfMaterials {
  components: Component[]
  dependencies: { ref: string; dependsOn?: string[] }[]
}

const text = execFileSync(
  'npm',
  ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'],
  { cwd: fileURLToPath(new URL('..', import.meta.url)), encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
)
const bill = JSON.parse(text) as BillOfMaterials
const gone = new Set(bill.components.filter(isForDevelopment).map((component) => component['bom-ref']))
const kept = {
  ...bill,
  components: bill.components.filter((component) => !gone.has(component['bom-ref'])),
  dependencies: bill.dependencies
    .filter(({ ref }) => !gone.has(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((one) => !gone.has(one)) })),
}
process.stdout.write(`${JSON.stringify(kept, null, 2)}\n`)

function isForDevelopment({ properties = [] }: Component): boolean {
  return properties.some(({ name, value }) => name === 'cdx:npm:package:development' && value === 'true')
}
