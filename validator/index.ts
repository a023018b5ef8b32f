/**
 * The public face of the validator: bytes and schemas in, Verdict out.
 *
 * Loads no server, no database and no code generator, and does no I/O.
 *
 * @module
 */
export { cutArray } from './batch/cut-array.ts'
export { cutArrayLines } from './batch/cut-array-lines.ts'
export type { CollectionHead } from './batch/cut-collection.ts'
export { cutCollection, readCollectionHead } from './batch/cut-collection.ts'
export { cutLines } from './batch/cut-lines.ts'
export type { RecordPiece } from './batch/cut-stream.ts'
export { cutStream } from './batch/cut-stream.ts'
export type { Cursor, Cut, Cutter, RecordPlace } from './batch/cutter.ts'
export { CURSOR_START, recordTooLong, UNLIKE } from './batch/cutter.ts'
export { inTurn } from './batch/in-turn.ts'
export { judgeRecords, unjudgedRecord } from './batch/judge-records.ts'
export type { RecordsVerdict } from './batch/records-verdict.ts'
export { addRecords, NO_RECORDS, toRecordsVerdict } from './batch/records-verdict.ts'
export type { Share, SharePart } from './batch/share.ts'
export { addToShare, joinShares, startShare } from './batch/share.ts'
export type { RecordsJudged } from './batch/tally.ts'
export type { Catalogue, CatalogueEntry, SchemaVersion } from './catalogue.ts'
export { BASE_URL_DEFAULT, createCatalogue, schemaId, xmlNamespace } from './catalogue.ts'
export type { CodeList, CodeListValue, CodeMatch, CodeStatus } from './codelists/code-list.ts'
export { isInForce, lookUpCode } from './codelists/code-list.ts'
export { admitsEmptyCode } from './codelists/empty-code.ts'
export { matchesIn } from './codelists/matches.ts'
export type { CodeQuery } from './codelists/search.ts'
export { searchCodes } from './codelists/search.ts'
export type { Resolved } from './codelists/successors.ts'
export { resolveCode } from './codelists/successors.ts'
export type { Comparison } from './compatibility/compare.ts'
export { compareStructures } from './compatibility/compare.ts'
export type { Difference, DifferenceClass, Effect } from './compatibility/difference.ts'
export type { DifferenceCode, DifferenceKind } from './compatibility/kinds.ts'
export { differenceKinds } from './compatibility/kinds.ts'
export type { Step } from './compatibility/step.ts'
export type { Change, ConversionStep } from './conversion/convert.ts'
export { CONVERTER_NAMES } from './conversion/converters/index.ts'
export type {
  ConversionReport,
  ConvertedRecord,
  ConvertRequest,
} from './conversion/document-converter.ts'
export type { ConversionPair } from './conversion/plan.ts'
export { conversionMap } from './conversion/plan.ts'
export type { Coverage, CoverageReport } from './coverage/coverage.ts'
export { createCoverage } from './coverage/coverage.ts'
export type { CoverageKind, CoveragePoint } from './coverage/points.ts'
export { assertJudging, isDatabase, recordsOfDatabase } from './database.ts'
export { dayAfter, dayBefore, isFullDate, parseDate, vietnamDay } from './date.ts'
export type { Decoded } from './decode.ts'
export { decodeUtf8 } from './decode.ts'
export { readDecryptionKey } from './encryption/decryption-key.ts'
export type { ExampleFault, ExampleFaultCode, SchemaExample } from './examples.ts'
export { judgeExample } from './examples.ts'
export type { CollectionPart, ElementsJudged } from './exchange/judge-elements.ts'
export type { JudgePart } from './exchange/judge-stream.ts'
export { judgeStream } from './exchange/judge-stream.ts'
export { sniffFormat } from './exchange/sniff-format.ts'
export type { ValidateRequest, Validator, ValidatorOptions, VerifyRequest } from './exchange.ts'
export { createValidator } from './exchange.ts'
export { looksLikeFieldName } from './field-name.ts'
export { fold } from './fold.ts'
export { CHECK_NAMES } from './formats/checks.ts'
export type { IssueKind } from './issues/issue.ts'
export type { IssueCode } from './issues/kinds.ts'
export { isSignatureError, issueKinds } from './issues/kinds.ts'
export { canonicalJson } from './json/canonical.ts'
export { locateJson } from './json/locate.ts'
export type { ParsedJson } from './json/parse.ts'
export { parseJson } from './json/parse.ts'
export { appendPointer, pointerSteps } from './json/pointer.ts'
export type { TextPosition } from './json/text-position.ts'
export type { JsonObject, JsonValue } from './json-value.ts'
export { isJsonObject, member, objectMember, textMember } from './json-value.ts'
export { readLegalBasis } from './legal-basis.ts'
export * from './limits.ts'
export type { EvidenceShare } from './lint/evidence-share.ts'
export { EVIDENCE_LEVELS, evidenceShare } from './lint/evidence-share.ts'
export type { Linter, LintFinding, LintReport } from './lint/lint.ts'
export { createLinter, LINT_RULES } from './lint/lint.ts'
export type { LintEdit, LintedFile, LintRule } from './lint/rule.ts'
export type { ScoreReason } from './lint/score.ts'
export type { ProblemKind, ProblemOptions } from './problem.ts'
export { Problem } from './problem.ts'
export * as problems from './problems.ts'
export type { DocumentDigest, Receipt } from './receipt/receipt.ts'
export { makeReceipt } from './receipt/receipt.ts'
export type { FetchedVersion, OpenedRelease, ReleaseQuestion } from './release/open-release.ts'
export { assertReleaseOf, openRelease, RELEASE_BYTES_MAX } from './release/open-release.ts'
export type { Release, ServedFile, SourceFile } from './release/release.ts'
export { makeRelease, RELEASE_FILE, sourceFiles } from './release/release.ts'
export { formatConversion } from './report/conversion.ts'
export type { FrameLine, FrameStyle } from './report/frame.ts'
export { codeFrame, toFrameLine } from './report/frame.ts'
export type { Annotation } from './report/github.ts'
export { startAnnotations } from './report/github.ts'
export type { JunitCase, JunitSuite } from './report/junit-log.ts'
export { startJunitLog } from './report/junit-log.ts'
export type { CountedVerdict, Summary } from './report/summary.ts'
export { addToSummary, EMPTY_SUMMARY, formatSummary } from './report/summary.ts'
export type { TextStyle } from './report/text.ts'
export { formatBasis, formatVerdict } from './report/text.ts'
export type { Aside, Frames, ReportStyle, ReportWriter, RunFailure } from './report/writer.ts'
export { REPORTS } from './report/writer.ts'
export { RULE_KINDS } from './rules/compile.ts'
export type { SchemaRef, Version } from './schema-ref.ts'
export {
  compareVersions,
  formatSchemaRef,
  formatVersion,
  isDeviceName,
  parseSchemaPath,
  parseSchemaRef,
  parseVersion,
} from './schema-ref.ts'
export { judgeCase } from './schema-tests/judge-case.ts'
export type { SchemaCase, SchemaTests } from './schema-tests/read-cases.ts'
export { readSchemaTests } from './schema-tests/read-cases.ts'
export type { Basis as AlgorithmBasis } from './signature/algorithms/basis.ts'
export { BASES as ALGORITHM_BASES } from './signature/algorithms/basis.ts'
export {
  endedTerm as endedAlgorithmTerm,
  isLegacyAt as isLegacyAlgorithm,
} from './signature/algorithms/standing.ts'
export type { AlgorithmRow, AlgorithmTerm } from './signature/algorithms/table.ts'
export { ALGORITHMS, DIGESTS } from './signature/algorithms/table.ts'
export type { Certificate } from './signature/certificate.ts'
export type { Policy } from './signature/policy/policy.ts'
export { readPolicy } from './signature/policy/read-policy.ts'
export { unknownNames } from './signature/policy/unknown-names.ts'
export { revocationState } from './signature/revocation/state.ts'
export type { Commitment } from './signature/signing/qualifying-properties.ts'
export { COMMITMENTS } from './signature/signing/qualifying-properties.ts'
export type {
  MakeSignature,
  RemoteSigningKey,
  SignatureForm,
} from './signature/signing/remote-key.ts'
export { readRemoteKey } from './signature/signing/remote-key.ts'
export type {
  AddJwsSignatureOptions,
  JwsSerialization,
  SignJwsOptions,
} from './signature/signing/sign-jws.ts'
export { addJwsSignature, signJws } from './signature/signing/sign-jws.ts'
export type { SignXmlOptions, XmlPlacement } from './signature/signing/sign-xml.ts'
export { signXml } from './signature/signing/sign-xml.ts'
export type { SigningKey, SigningKeySource } from './signature/signing/signing-key.ts'
export { readSigningKey } from './signature/signing/signing-key.ts'
export type { AskTimestamp } from './signature/signing/stamp-jws.ts'
export type { TestFile, TestKeyKind } from './signature/signing/test-chain.ts'
export { makeTestChain } from './signature/signing/test-chain.ts'
export type { LegacyXmlAlgorithm } from './signature/signing/xml-algorithms.ts'
export type { OpenedTrustList, SeenList } from './signature/trust-list/open-trust-list.ts'
export { assertNotOlderList, openTrustList } from './signature/trust-list/open-trust-list.ts'
export type { TrustList, TrustListEntry, TrustRole } from './signature/trust-list/trust-list.ts'
export { certificateOf, trustStoreOf } from './signature/trust-list/trust-list.ts'
export type { TrustStore } from './signature/trust-store.ts'
export {
  createTrustStore,
  EMPTY_TRUST_STORE,
  isTrustedAt,
  parsePemCertificates as parseCertificates,
  readableRevocation,
} from './signature/trust-store.ts'
export type { StandaloneCode } from './standalone/emit.ts'
export { emitStandalone } from './standalone/emit.ts'
export { OWN_DOCUMENT, OWN_PART, RUNTIME } from './standalone/expressions.ts'
export type { AsOfOptions } from './structure/as-of.ts'
export type { CheckResult, StructureChecker } from './structure/checker.ts'
export { createStructureChecker } from './structure/checker.ts'
export { similarName } from './structure/similar-name.ts'
export type * from './verdict.ts'
export { batchRecords } from './xml/batches.ts'
export { toXml } from './xml/from-instance.ts'
export type { PartPlace } from './xml/moved-issue.ts'
export { movedIssue } from './xml/moved-issue.ts'
export { recordNamespace, rootElementName } from './xml/root-name.ts'
export type { XsdOf } from './xml/xsd-level.ts'
