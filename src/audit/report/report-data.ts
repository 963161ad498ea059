/**
 * What a report is drawn from: numbers, roles and names of methods.
 *
 * Only the title and the arms are needed; a section whose data is missing is left out. Nothing here
 * can carry an account id, and nothing should: a report is an ordinary answer, and lists of network
 * accounts never reach those. Shares are 0..1. A number that was not measured, or is not finite, is
 * shown as a dash, never as zero. All text is shown as text, whatever it contains.
 *
 * @module
 */
import { type Role } from '../../model/role.ts'

export interface ReportData {
  readonly title: string
  readonly arms: ReportArms
  /** The platform the audit ran on. */
  readonly world?: ReportWorld | undefined
  /**
   * False where the true answer is not known: the network is then what is known and mapped, which is
   * what the guard acts on, and the report says so. True unless said.
   */
  readonly knownAnswers?: boolean | undefined
  /**
   * Share of recommendations of accounts outside the network that the guard withheld; null when it
   * could not be measured.
   */
  readonly benignWithheldShare?: number | null | undefined
  /** The limit the audit was asked to hold. */
  readonly exposureBudget?: ReportExposureBudget | undefined
  readonly precision?: ReportPrecision | undefined
  readonly network?: ReportNetwork | undefined
  readonly lookAlikes?: ReportLookAlikes | undefined
  readonly detectors?: readonly ReportDetector[] | undefined
  readonly method?: ReportMethod | undefined
}

/** The arms that were run. One may be missing; a report of none says so. */
export interface ReportArms {
  readonly unguarded?: ReportArm | null | undefined
  readonly guarded?: ReportArm | null | undefined
  /** Each end of the guard alone: drawn where it tells the two apart, and not in the table. */
  readonly candidatesOnly?: ReportArm | null | undefined
  readonly learningOnly?: ReportArm | null | undefined
}

/** An estimate with its 95 % interval. */
export interface Interval {
  readonly value: number
  readonly low: number
  readonly high: number
}

/** One arm of an audit: what `runAudit` returns is one. */
export interface ReportArm {
  /** Treated test accounts; there are as many controls. */
  readonly testAccounts: number
  /** Slates that each test account was shown. */
  readonly slates: number
  readonly exposureAt10: Interval
  readonly floodRatio: Interval
  /** Null when fewer than half of the test accounts saw an account of the network. */
  readonly firstExposureMedianSlates: number | null
  readonly control: { readonly exposureAt10: Interval | number }
  /** Exposure of treated over control test accounts; null when it has no value. */
  readonly amplification: Interval | number | null
  /** Share of the treated test accounts that saw any network account. */
  readonly shareExposed?: number | null | undefined
  readonly shareExposedInterval?: Interval | null | undefined
  /** Mean exposure@10 of each slate, first slate first. */
  readonly exposureBySlate?: ExposureBySlate | undefined
  readonly amplificationInterval?: Interval | null | undefined
  /** Treated test accounts against controls, over several measures. */
  readonly againstControl?: readonly ReportComparison[] | undefined
  readonly unexposedBySlate?: UnexposedBySlate | undefined
  /** In the order in which the scenario comes to them. */
  readonly bySurface?: readonly ReportSurface[] | undefined
  readonly lag?: ReportLag | undefined
  /** By name: who else was looked at, to compare with. */
  readonly furtherArms?: Readonly<Record<string, ReportFurtherArm>> | undefined
}

export interface ReportSurface {
  /** `follow-suggestions` */
  readonly surface: string
  readonly exposureAt10: Interval
}

/** Exposure of treated test accounts from the contact on, against what they were shown before it. */
export interface ReportLag {
  readonly exposures: readonly number[]
  /** Null when nobody looked before the contact. */
  readonly before: number | null
  readonly lift: number | null
  readonly halfLifeSlates: number | null
}

export interface ReportFurtherArm {
  readonly exposureAt10: Interval
  readonly firstExposureMedianSlates: number | null
  /** Exposure of treated test accounts over that of this arm. */
  readonly amplification: number
}

export interface ReportComparison {
  /** After the correction for several measures. */
  readonly adjusted: number
}

export interface UnexposedBySlate {
  readonly treated: readonly ReportSurvivalStep[]
  readonly control: readonly ReportSurvivalStep[]
}

/** From slate `time` on, `surviving` of the test accounts have seen none yet. */
export interface ReportSurvivalStep extends Pick<Interval, 'low' | 'high'> {
  readonly time: number
  readonly surviving: number
  readonly atRisk: number
  readonly events: number
}

export interface ExposureBySlate {
  readonly treated: readonly number[]
  readonly control: readonly number[]
}

export interface ReportWorld {
  /** A made-up world is named as one at the top of the report. */
  readonly madeUp: boolean
  readonly accounts?: number | undefined
  readonly follows?: number | undefined
  /** Accounts known to be of the network before anything was mapped. */
  readonly seeds?: number | undefined
  /** One sentence on where the data comes from. */
  readonly about?: string | undefined
}

export interface ReportExposureBudget {
  /** The largest upper bound of treated exposure@10 that is accepted. */
  readonly limit: number
  readonly within: boolean
}

export interface ReportPrecision {
  /** Measured at some budgets, in any order. */
  readonly points: readonly PrecisionPoint[]
  /** The budget that was chosen: how many accounts people review. */
  readonly chosenBudget?: number | undefined
  /** Precision of a review in random order. */
  readonly baseRate?: number | undefined
}

export interface PrecisionPoint {
  /** The first so many accounts of the ranking, seeds left out. */
  readonly budget: number
  /** Share of them that are of the network. */
  readonly precision: number
  /** Share of the network that is among them. */
  readonly recall?: number | undefined
}

export interface ReportNetwork {
  /** Any number: a drawing holds the first few hundred and says so. */
  readonly nodes: readonly ReportNode[]
  /** Pairs of places in `nodes`: who follows whom. */
  readonly follows: readonly (readonly [number, number])[]
  /** The whole network, when `nodes` is only a part of it. */
  readonly accounts?: number | undefined
  readonly sources?: number | undefined
  readonly seekers?: number | undefined
  readonly connectors?: number | undefined
  /** Distinct accounts that follow at least one source. */
  readonly uniqueFollowers?: number | undefined
}

export interface ReportNode {
  readonly role: Role
  /** Known before the map. */
  readonly seed?: boolean | undefined
  /** Found by the map; true unless said. */
  readonly mapped?: boolean | undefined
  /** Really of the network; left out when that is not known. */
  readonly planted?: boolean | undefined
}

export interface ReportLookAlikes {
  readonly groups: readonly ReportLookAlike[]
  /** Share of the network's accounts that the guard withholds, to compare with. */
  readonly networkWithheldShare?: number | undefined
}

export interface ReportLookAlike {
  /** What kind of group: `fan-club`, `family`. Groups of a kind share a row. */
  readonly kind: string
  readonly accounts: number
  readonly withheld: number
}

export interface ReportDetector {
  readonly title: string
  /** Weight in the fused score; the shares of all detectors add up to 1. */
  readonly share: number
  /** Share of held-out seeds among the detector's first hundredth, when any were held out. */
  readonly heldOutFound?: Interval | number | null | undefined
}

export interface ReportMethod {
  /** The command that makes this report again. */
  readonly command?: string | undefined
  readonly seed?: number | undefined
  readonly scenario?: string | undefined
  /** What the scenario's test accounts do, in a sentence. */
  readonly scenarioSentence?: string | undefined
  /** Slates that are scrolled through before the surface is asked anew. */
  readonly slatesPerRefresh?: number | undefined
  readonly recommender?: string | undefined
  /** When it was made, as the caller wants it written. The report reads no clock. */
  readonly madeAt?: string | undefined
  readonly elapsedSeconds?: number | undefined
  /** Names and values of anything else: sizes, parameters. */
  readonly facts?: readonly ReportFact[] | undefined
  /** Names and versions: `firebreak` and `0.1.0`. */
  readonly versions?: readonly ReportFact[] | undefined
  /** What a reader must not conclude from this, a sentence each. */
  readonly limits?: readonly string[] | undefined
}

export interface ReportFact {
  readonly name: string
  readonly value: string | number
}
