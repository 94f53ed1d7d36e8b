import type { Instant } from '../../catalog/granule.ts'

/** First instants (UTC) at which TAI - UTC is 10, 11, 12... seconds (IERS Bulletin C; none is announced after 2017). */
const steps = [
  '1972-01-01',
  '1972-07-01',
  '1973-01-01',
  '1974-01-01',
  '1975-01-01',
  '1976-01-01',
  '1977-01-01',
  '1978-01-01',
  '1979-01-01',
  '1980-01-01',
  '1981-07-01',
  '1982-07-01',
  '1983-07-01',
  '1985-07-01',
  '1988-01-01',
  '1990-01-01',
  '1991-01-01',
  '1992-07-01',
  '1993-07-01',
  '1994-07-01',
  '1996-01-01',
  '1997-07-01',
  '1999-01-01',
  '2006-01-01',
  '2009-01-01',
  '2012-07-01',
  '2015-07-01',
  '2017-01-01',
].map((date) => Date.parse(date))

/** TAI - UTC in seconds at an instant of UTC; 0 before leap seconds began, when the two stood close. */
export function taiMinusUtc(instant: Instant): number {
  let count = 0
  while (count < steps.length && instant >= steps[count]!) count++
  return count === 0 ? 0 : count + 9
}
