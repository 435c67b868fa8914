/* One good call of each operation, and the wrong ones that are its own.  What every
 * operation refuses alike is made up in walk.mjs. */

const WINDOW = 'surveillance.window/2025-03-15';
const ACME = { organization: 'acme' };
const NOBODY = { organization: 'nobody' };
const HELD = { kind: 'audit.held', on: '2026-10-01', audit: 'surveillance' };
const LATE = { kind: 'audit.booked', on: '2026-11-20', audit: 'surveillance', day: '2027-12-01' };
const STALE = { 'If-Match': '"stale"' };
const LIST = 'numeroDeclarationActivite;siretEtablissementDeclarant;certifications.actionsDeFormation;'
    + 'certifications.bilansDeCompetences;certifications.VAE;certifications.actionsDeFormationParApprentissage\n'
    + '11788457578;89017665400014;true;true;;\n';

export const organizations = [
    { id: 'acme', name: 'Acme "Formation"', nda: '11788457578', categories: ['AF'], owner: 'alice', tags: ['nord'],
        contacts: [{ name: 'Zoé', email: 'zoe@acme.example' }],
        obligations: [{ id: 'veille', title: 'Veille', rrule: 'FREQ=MONTHLY;BYMONTHDAY=1', starts: '2026-01-01' }],
        facts: [{ id: 'cert', kind: 'certificate.issued', on: '2025-03-15' },
            { id: 'late', kind: 'audit.held', audit: 'surveillance', on: '2029-01-01' },
            { kind: 'nc.lifted', nc: 'never', on: '2026-01-05' }] },
    { id: 'beta', name: 'Beta', nda: '11930884493', facts: [{ kind: 'certificate.issued', on: '2025-06-01' }] },
    { id: 'brief', name: 'Brief' },
];

/* By operationId: [status, what is sent].  In this order, so that the last ones may
 * remove what the first ones asked for.  "dead" and "sent" stand for notices in that state. */
export const cases = {
    listOrganizations: [[200, { query: { owner: 'alice', tag: 'nord', search: 'acm', limit: 1 } }],
        [200, { query: { limit: 1 } }], [400, { query: { limit: 0 } }], [400, { query: { cursor: 'zz' } }]],
    getOrganization: [[200, { params: ACME }], [404, { params: NOBODY }]],
    putOrganization: [[201, { params: { organization: 'gamma' }, body: { name: 'Gamma' } }],
        [200, { params: { organization: 'gamma' }, body: { name: 'Gamma', owner: 'bob' } }],
        [400, { params: ACME, body: { name: 'Acme', colour: 'red' } }],
        [400, { params: ACME, body: '{"name":' }],
        [409, { params: ACME, body: { name: 'Acme', facts: [{ id: 'cert', kind: 'certificate.issued', on: '2025-03-16' }] } }],
        [412, { params: ACME, body: { name: 'Acme' }, headers: STALE }],
        [412, { params: ACME, body: { name: 'Acme' }, headers: { 'If-None-Match': '*' } }]],
    patchOrganization: [[200, { params: ACME, body: { owner: 'bob', certifier: null } }],
        [400, { params: ACME, body: { facts: [] } }], [404, { params: NOBODY, body: { owner: 'bob' } }],
        [412, { params: ACME, body: { owner: 'bob' }, headers: STALE }]],
    recordFact: [[201, { params: ACME, body: { id: 'held', ...HELD } }],
        [201, { params: ACME, body: LATE, query: { force: '1' } }],
        [400, { params: ACME, body: { kind: 'audit.held', on: '2026-02-30', audit: 'initial' } }],
        [400, { params: ACME, body: { ...HELD, colour: 'red' } }],
        [404, { params: NOBODY, body: HELD }], [409, { params: ACME, body: { id: 'cert', ...HELD } }],
        [422, { params: { organization: 'beta' }, body: LATE }]],
    retractFact: [[200, { params: { ...ACME, fact: 'held' } }], [404, { params: { ...ACME, fact: 'held' } }]],
    explain: [[200, { params: ACME }], [200, { params: ACME, query: { milestone: WINDOW } }],
        [404, { params: NOBODY }], [404, { params: ACME, query: { milestone: 'bpf/1990' } }]],
    acknowledge: [[204, { params: ACME, body: { milestone: WINDOW, until: '2026-12-24', reason: 'ill' } }],
        [400, { params: ACME, body: { milestone: WINDOW } }],
        [400, { params: ACME, body: { milestone: WINDOW, reason: 'ill', colour: 'red' } }],
        [404, { params: ACME, body: { milestone: 'bpf/1990', reason: 'none' } }]],
    unacknowledge: [[204, { params: { ...ACME, milestone: WINDOW } }], [404, { params: { ...ACME, milestone: WINDOW } }]],
    listMilestones: [[200, { query: { organization: 'acme', limit: 2 } }],
        [200, { query: { owner: 'bob', tag: 'nord', kind: 'obligation', state: 'upcoming', from: '2026-12-01', to: '2027-03-01' } }],
        [400, { query: { kind: 'birthday' } }], [404, { query: NOBODY }]],
    listAlerts: [[200, { query: { organization: 'acme' } }], [200, { query: { limit: 1 } }], [404, { query: NOBODY }]],
    listNotices: [[200, { query: { state: 'sent', organization: 'acme' } }], [200, { query: { state: 'superseded', limit: 1 } }],
        [400, { query: { state: 'lost' } }]],
    retryNotice: [[204, { params: { notice: 'dead' } }], [404, { params: { notice: 99999 } }], [422, { params: { notice: 'sent' } }]],
    retryDeadNotices: [[200, {}]],
    listLedger: [[200, { query: { organization: 'acme', limit: 2 } }]],
    verifyLedger: [[200, {}]],
    attestLedger: [[200, { params: ACME }], [200, { params: ACME, query: { format: 'html' } }],
        [400, { params: ACME, query: { format: 'pdf' } }], [404, { params: NOBODY }]],
    listRules: [[200, {}]],
    testRoute: [[200, { query: { organization: 'acme', milestone: WINDOW, step: 'due-7d' } }],
        [200, { query: { organization: 'acme', milestone: WINDOW } }], [400, { query: { organization: 'acme' } }],
        [404, { query: { organization: 'acme', milestone: 'bpf/1990' } }]],
    importOrganizations: [[200, { body: '{"id":"delta","name":"Delta"}\n', query: { dry_run: '1' } }],
        [200, { body: 'id;raison sociale\nepsilon;Epsilon\n;\n', query: { format: 'csv', keep_going: 'true' } }],
        [200, { body: LIST, query: { format: 'public-list', dry_run: '1', keep_going: '1' } }],
        [422, { body: '{"id":"delta"}\n' }], [400, { body: '', query: { format: 'xlsx' } }]],
    reconcile: [[200, { body: LIST }], [400, { body: 'siret;nom\n' }]],
    exportOrganizations: [[200, {}]],
    listFeeds: [[200, {}]],
    addFeed: [[201, { body: { name: 'wall', organization: 'acme', alarms: '7d,1d', masked: true } }],
        [201, { body: { name: 'null', organization: null, owner: null, tag: null, alarms: null, masked: null } }],
        [409, { body: { name: 'wall' } }], [404, { body: { name: 'none', organization: 'nobody' } }],
        [400, { body: { name: ' ' } }], [400, { body: { name: 'void', tag: '' } }], [400, { body: { name: 'red', colour: 'red' } }], [400, { body: { name: 'two', owner: 'a', tag: 'b' } }]],
    rotateFeed: [[200, { params: { feed: 'wall' } }], [404, { params: { feed: 'none' } }]],
    revokeFeed: [[204, { params: { feed: 'wall' } }], [404, { params: { feed: 'wall' } }]],
    addToken: [[201, { body: { name: 'robot', scope: 'read' } }], [201, { body: { name: 'null', scope: null } }], [409, { body: { name: 'robot' } }],
        [400, { body: { name: 'red', scope: 'root' } }], [400, { body: { name: 'red', colour: 'red' } }]],
    listTokens: [[200, { query: { limit: 1 } }], [200, {}]],
    addUser: [[201, { body: { name: 'lea', role: 'edit' } }], [409, { body: { name: 'lea' } }],
        [201, { body: { name: 'max', password: 'correct horse' } }], [201, { body: { name: 'null', role: null, password: null } }],
        [400, { body: { name: 'zoe', role: 'king' } }], [400, { body: { name: 'zoe', password: 'short' } }]],
    listUsers: [[200, { query: { limit: 1 } }], [200, {}]],
    renewPassword: [[200, { params: { user: 'lea' }, body: {} }],
        [200, { params: { user: 'lea' }, body: { password: 'correct horse' } }],
        [404, { params: { user: 'nobody' }, body: {} }]],
    removeUser: [[204, { params: { user: 'lea' } }], [404, { params: { user: 'lea' } }]],
    revokeToken: [[204, { params: { token: 'robot' } }], [404, { params: { token: 'robot' } }]],
    testReceiver: [[200, { params: { receiver: 'hook' } }], [404, { params: { receiver: 'nobody' } }]],
    backup: [[200, {}]],
    status: [[200, {}]],
    openapi: [[200, {}]],
    removeOrganization: [[412, { params: { organization: 'brief' }, headers: STALE }],
        [204, { params: { organization: 'brief' } }], [404, { params: { organization: 'brief' } }]],
};
