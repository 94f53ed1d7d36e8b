import { openSqliteStore } from '../../../catalog/sqlite/open.ts'
import { describeStacApi } from './engine-contract.ts'

describeStacApi('the STAC API answers over SQLite as over the linear scan', () => openSqliteStore(':memory:'))
