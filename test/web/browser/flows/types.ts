import type { BrowserContextOptions, Page } from 'playwright-core'
import type { Demo } from '../demo.ts'

/** What a flow is given: the catalogue, and the page, in which errors fail the flow at its end. */
export interface Host {
  demo(): Demo
  /** The page in English, which all flows share, made to show what a query says. */
  show(query?: string): Promise<Page>
  /** A page of its own. */
  open(options: BrowserContextOptions): Promise<Page>
}
