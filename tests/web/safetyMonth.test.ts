import { playSafetyMonth } from '../support/safetyMonth/playSafetyMonth'

describe('安全生产月，在浏览器里', () => playSafetyMonth('h5'))
