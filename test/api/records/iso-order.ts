interface Member {
  name: string
  isRequired: boolean
}

/** What the schemas of ISO 19115-3 let stand in the elements that records use, in this order; `!` marks what must be there. */
const members: Record<string, string> = {
  'mdb:MD_Metadata':
    'metadataIdentifier defaultLocale parentMetadata metadataScope contact! dateInfo! metadataStandard metadataProfile alternativeMetadataReference otherLocale metadataLinkage spatialRepresentationInfo referenceSystemInfo metadataExtensionInfo identificationInfo! contentInfo distributionInfo dataQualityInfo resourceLineage portrayalCatalogueInfo metadataConstraints applicationSchemaInfo metadataMaintenance acquisitionInformation',
  'mdb:MD_MetadataScope': 'resourceScope! name',
  'lan:PT_Locale': 'language! country characterEncoding!',
  'mcc:MD_Identifier': 'authority code! codeSpace version description',
  'mcc:MD_Scope': 'level! extent levelDescription',
  'cit:CI_Citation':
    'title! alternateTitle date edition editionDate identifier citedResponsibleParty presentationForm series otherCitationDetails ISBN ISSN onlineResource graphic',
  'cit:CI_Date': 'date! dateType!',
  'cit:CI_Responsibility': 'role! extent party!',
  'cit:CI_Organisation': 'name contactInfo partyIdentifier logo individual',
  'cit:CI_Contact': 'phone address onlineResource hoursOfService contactInstructions contactType',
  'cit:CI_OnlineResource': 'linkage! protocol applicationProfile name description function protocolRequest',
  'mri:MD_DataIdentification':
    'citation! abstract! purpose credit status pointOfContact spatialRepresentationType spatialResolution temporalResolution topicCategory extent additionalDocumentation processingLevel resourceMaintenance graphicOverview resourceFormat descriptiveKeywords resourceSpecificUsage resourceConstraints associatedResource defaultLocale otherLocale environmentDescription supplementalInformation',
  'mri:MD_Keywords': 'keyword! type thesaurusName keywordClass',
  'gex:EX_Extent': 'description geographicElement temporalElement verticalElement',
  'gex:EX_GeographicBoundingBox':
    'extentTypeCode westBoundLongitude! eastBoundLongitude! southBoundLatitude! northBoundLatitude!',
  'gex:EX_TemporalExtent': 'extent!',
  'mco:MD_LegalConstraints':
    'useLimitation constraintApplicationScope graphic reference releasability responsibleParty accessConstraints useConstraints otherConstraints',
  'mrc:MD_CoverageDescription': 'attributeDescription! processingLevelCode attributeGroup',
  'mrc:MD_AttributeGroup': 'contentType! attribute',
  'mrc:MD_RangeDimension': 'sequenceIdentifier description name',
  'mrc:MD_SampleDimension': 'sequenceIdentifier description name maxValue minValue units scaleFactor offset',
  'mrd:MD_Distribution': 'description distributionFormat distributor transferOptions',
  'mrd:MD_Format':
    'formatSpecificationCitation! amendmentNumber fileDecompressionTechnique medium formatDistributor',
  'mrd:MD_DigitalTransferOptions':
    'unitsOfDistribution transferSize onLine offLine transferFrequency distributionFormat',
  'mrl:LI_Lineage': 'statement scope additionalDocumentation source processStep',
  'mrs:MD_ReferenceSystem': 'referenceSystemIdentifier referenceSystemType',
  'mac:MI_AcquisitionInformation':
    'scope! instrument operation platform acquisitionPlan objective acquisitionRequirement environmentalConditions',
  'mac:MI_Platform': 'citation identifier! description! sponsor instrument! otherPropertyType history',
  'mac:MI_Instrument': 'citation identifier! type! description mountedOn content sensor history',
}

/** By the name of an element. */
export const orders: Record<string, Member[] | undefined> = Object.fromEntries(
  Object.entries(members).map(([element, names]) => {
    const prefix = element.slice(0, element.indexOf(':'))
    const order = names.split(' ').map((name) => ({
      name: `${prefix}:${name.replace('!', '')}`,
      isRequired: name.endsWith('!'),
    }))
    return [element, order]
  }),
)
