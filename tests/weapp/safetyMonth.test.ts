import { playSafetyMonth } from '../support/safetyMonth/playSafetyMonth'

describe('安全生产月，在微信里', () => playSafetyMonth('weapp'))
