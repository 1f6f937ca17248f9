import { playScenario } from '../support/scenario/playScenario'

describe('从名册到提醒，在微信里', () => playScenario('weapp'))
