// Asks and changes a replica set of MongoDB's, for mongosh --nodb. Environment: task (make, leave or check), set,
// members (HOST:PORT of each, one a line, the first of them on this VM), others (addresses of members that are not the
// program's), seconds (for a new member's copy), secrets (folder with the files uri, ca and client).
//
// A member that the program has put, or found, in its list bears the tag of MARK in the set's own configuration. So the
// set itself tells who may go when he has left the list, whichever VM was lost; all others are not the program's.
const fs = require('fs');

const MARK = { enginsight: 'database.members' };
const PRIMARY_SECONDS = 60;
const { task, set, secrets } = process.env;
const lines = text => (text || '').split('\n').filter(line => line !== '');
const members = lines(process.env.members).map(place => place.toLowerCase());
const others = lines(process.env.others).map(address => address.toLowerCase());
const deadline = Date.now() + 1000 * Number(process.env.seconds);
let changed = false;

class Refusal extends Error {}
const refuse = text => { throw new Refusal(text); };
const say = text => { changed = true; print(`changed: ${text}`); };

// ---- connections

const file = name => `${secrets}/${name}`;
const uri = fs.readFileSync(file('uri'), 'utf8').trim();
const [, userinfo, , database, query] =
  uri.match(/^mongodb:\/\/(?:([^@/]*)@)?([^/?]*)(?:\/([^?]*))?(?:\?(.*))?$/) || refuse('the connection string is none');

// The containers' options, for one host; files are where this VM has them.
function optionsFor(login) {
  const left = /^(replicaSet|directConnection|readPreference|w|tlsCAFile|tlsCertificateKeyFile|appName)=/i;
  const options = (query || '').split('&').filter(option => option !== '' && !left.test(option))
    .filter(option => login || !/^auth/i.test(option));
  if (fs.existsSync(file('ca'))) options.push(`tlsCAFile=${encodeURIComponent(file('ca'))}`);
  if (fs.existsSync(file('client'))) options.push(`tlsCertificateKeyFile=${encodeURIComponent(file('client'))}`);
  return [...options, 'directConnection=true', 'serverSelectionTimeoutMS=5000', 'connectTimeoutMS=5000',
    'socketTimeoutMS=120000'].join('&');
}

const connections = {};
function connect(place, login) {
  const key = `${place} ${login}`;
  const user = login && userinfo ? `${userinfo}@` : '';
  connections[key] = connections[key] ||
    new Mongo(`mongodb://${user}${place}/${database || ''}?${optionsFor(login)}`).getDB('admin');
  return connections[key];
}

// The shell lets each call to the server wait, but not what a return inside of try hands on: there it has a name first.
// hello needs no login, and a new member knows no user yet.
const hello = place => connect(place, false).runCommand({ hello: 1 });
const run = (place, command) => connect(place, true).runCommand(command);

function greet(place) {
  try {
    const answer = hello(place);
    return { place, hello: answer };
  } catch (e) {
    delete connections[`${place} false`];
    return { place, error: e.message };
  }
}

const isOf = (e, ...names) => names.includes(e.codeName);
const needsLogin = e => isOf(e, 'Unauthorized', 'AuthenticationFailed');
const loginHint = () => userinfo
  ? 'the user of database.mongoDbUri needs the role clusterAdmin (mongosh: db.grantRolesToUser)'
  : 'give a user with the role clusterAdmin in database.mongoDbUri: mongodb://USER:PASSWORD@...';

// ---- what is there

// The set's own primary, which may have left the list. Two that do not know one another are two sets.
function findPrimary() {
  const end = Date.now() + 1000 * PRIMARY_SECONDS;
  for (;;) {
    const seen = members.map(greet).filter(one => one.hello && one.hello.setName === set).map(one => one.hello);
    const primaries = [...new Set(seen.map(one => one.primary).filter(name => name))];
    const stranger = primaries.find(name => !seen.some(one => (one.hosts || []).includes(primaries[0])
      && (one.hosts || []).includes(name)));
    if (stranger)
      refuse(`${primaries.join(' and ')} are primaries of two sets that are both called ${set}: see which one has ` +
        'the data, and empty the other one');
    if (primaries.length === 1) {
      const one = greet(primaries[0]);
      if (one.hello && one.hello.isWritablePrimary) return primaries[0];
    }
    if (Date.now() > end)
      refuse(`${set} has had no primary for ${PRIMARY_SECONDS} s: more than half of its members with a vote have to ` +
        'be there; see rs.status() in mongosh');
    sleep(500);
  }
}

const configOf = place => run(place, { replSetGetConfig: 1 }).config;
const isMarked = member => Object.entries(MARK).every(([key, value]) => (member.tags || {})[key] === value);
const isListed = member => members.includes(member.host.toLowerCase());
const isOthers = member => others.includes(member.host.toLowerCase().replace(/:\d+$/, ''));

// How many collections a mongod has that somebody made; undefined where it does not say. (serverStatus answers in any
// state, where most commands ask for a member that works: mongodb.com/docs/manual/reference/command/serverStatus)
function collectionsOf(place) {
  try {
    const status = run(place, { serverStatus: 1 });
    return Number((status.catalogStats || {}).collections);
  } catch (e) {
    if (!needsLogin(e)) throw e;
    return undefined;
  }
}

// A member that joins copies the others' data, and what it had before is gone.
function refuseData(place, ours) {
  let own = null;
  try {
    own = configOf(place);
  } catch (e) {
    if (!isOf(e, 'NotYetInitialized') && !needsLogin(e)) throw e;
  }
  if (own) {
    if (String(own.settings.replicaSetId) === String(ours.settings.replicaSetId)) return; // it was a member before
    refuse(`${place} is in another set, which is called ${own._id} as well: its data would be lost`);
  }
  const count = collectionsOf(place);
  if (count === 0) return;
  refuse(count > 0
    ? `${place} has ${count} collections of its own, which would be lost if it joined ${set}: save them, stop mongod ` +
      'there, empty its storage.dbPath, and start it again'
    : `${place} does not say whether it has data of its own, which would be lost if it joined ${set}. If it has ` +
      `none, add it by hand, and type the same again: mongosh: rs.add({host: "${place}", priority: 0, votes: 0})`);
}

// ---- changes

// From 4.4 on a reconfiguration may change one vote at a time, and waits for the one before: mongodb.com/docs/manual/
// reference/command/replSetReconfig. Whoever is primary by now is asked.
function change(text, edit) {
  const end = Date.now() + 1000 * PRIMARY_SECONDS;
  for (;;) {
    const primary = findPrimary();
    const config = configOf(primary);
    edit(config);
    config.version++;
    try {
      run(primary, { replSetReconfig: config, maxTimeMS: 60000 });
      return say(text);
    } catch (e) {
      const passes = isOf(e, 'ConfigurationInProgress', 'CurrentConfigNotCommittedYet', 'NotWritablePrimary',
        'PrimarySteppedDown', 'InterruptedDueToReplStateChange');
      if (!passes || Date.now() > end) throw e;
      sleep(500);
    }
  }
}

function initiate() {
  const withData = members.filter(place => collectionsOf(place) > 0);
  if (withData.length > 1)
    refuse(`${withData.join(' and ')} have data, and no set yet: only one member may bring some; empty the others`);
  const first = withData[0] || members[0];
  const config = { _id: set, members: members.map((host, i) => ({ _id: i, host, tags: MARK })) };
  // Before there is a user the set is made from the VM itself, or not at all: mongodb.com/docs/manual/core/
  // localhost-exception. That the others have no data mongod itself asks them.
  const ways = first === members[0] ? [[`127.0.0.1:${first.split(':').pop()}`, false], [first, true]] : [[first, true]];
  ways.some(([place, login], i) => {
    try {
      connect(place, login).runCommand({ replSetInitiate: config });
      return true;
    } catch (e) {
      if (i + 1 < ways.length && (needsLogin(e) || e.codeName === undefined)) return false;
      throw e;
    }
  });
  say(`${set} made of ${members.join(', ')}`);
}

// Until each of them has what the others have.
function awaitCopies() {
  for (;;) {
    const states = Object.fromEntries(run(findPrimary(), { replSetGetStatus: 1 }).members
      .map(member => [member.name.toLowerCase(), member]));
    const late = members.find(place => !['PRIMARY', 'SECONDARY', 'ARBITER'].includes((states[place] || {}).stateStr));
    if (!late) return;
    const { stateStr = 'not in the set', lastHeartbeatMessage = '' } = states[late] || {};
    const copies = ['STARTUP', 'STARTUP2', 'RECOVERING', 'ROLLBACK'].includes(stateStr);
    if (Date.now() > deadline || (!copies && Date.now() > started + 1000 * PRIMARY_SECONDS))
      refuse(`${late} is ${stateStr}${lastHeartbeatMessage && `: ${lastHeartbeatMessage}`}` +
        (copies ? '; it goes on copying, and the same typed again waits on' : ''));
    sleep(500);
  }
}
const started = Date.now();

// The primary gives its place away before it goes.
function retire(host) {
  if (findPrimary() === host) {
    try {
      run(host, { replSetStepDown: 60, secondaryCatchUpPeriodSecs: 20 });
    } catch (e) {
      if (e.codeName !== undefined) throw e; // else it has closed the connection
    }
    say(`${host} is no longer the primary`);
  }
  change(`${host} has left ${set}`, config => {
    config.members = config.members.filter(member => member.host !== host);
  });
}

// ---- tasks

function make() {
  const greeted = members.map(greet);
  const silent = greeted.find(one => !one.hello);
  if (silent) refuse(`${silent.place} does not answer: ${silent.error}`);
  const elsewhere = greeted.find(one => one.hello.setName && one.hello.setName !== set);
  if (elsewhere)
    refuse(`${elsewhere.place} is in the set ${elsewhere.hello.setName}, and not in ${set}: put replicaSet=` +
      `${elsewhere.hello.setName} into database.mongoDbUri, if that is the one`);
  const alone = greeted.find(one => !one.hello.setName && !one.hello.isreplicaset);
  if (alone) refuse(`${alone.place} does not run as a member of a set: systemctl restart mongod there`);
  if (greeted.every(one => !one.hello.setName)) initiate();

  const config = configOf(findPrimary());
  const stranger = config.members.find(member => !isListed(member) && !isMarked(member) && !isOthers(member));
  if (stranger) {
    const known = greeted.find(one => one.hello.me === stranger.host);
    refuse(known
      ? `${set} knows ${known.place} as ${stranger.host}: name it so in database.mongoDbUri, or in the set: ` +
        `mongosh: c = rs.conf(); c.members[${config.members.indexOf(stranger)}].host = "${known.place}"; rs.reconfig(c)`
      : `${set} has a member ${stranger.host} that the stack file does not know: list it in database.members, or in ` +
        `database.allow if it is somebody else's, or take it out: mongosh: rs.remove("${stranger.host}")`);
  }

  const missing = members.filter(place => !config.members.some(member => member.host.toLowerCase() === place));
  const twin = greeted.find(one => missing.includes(one.place) && one.hello.setName);
  if (twin) refuse(`${twin.place} is in another set, which is called ${set} as well: its data would be lost`);
  missing.forEach(place => refuseData(place, config));
  const marks = `the members of ${set} bear the stack's mark`;
  if (missing.length || config.members.some(member => isListed(member) && !isMarked(member)))
    change(missing.length ? `${missing.join(', ')} copy the data of ${set}` : marks, mine => {
      mine.members.filter(isListed).forEach(member => { member.tags = { ...member.tags, ...MARK }; });
      let id = Math.max(...mine.members.map(member => member._id));
      // Without a vote until it has the data: else it counts for the majority, and helps nobody to it.
      missing.forEach(host => mine.members.push({ _id: ++id, host, priority: 0, votes: 0, tags: MARK }));
    });
  awaitCopies();

  const late = configOf(findPrimary()).members;
  const votes = late.filter(member => isListed(member) && member.votes === 0).map(member => member.host);
  const gone = late.filter(member => !isListed(member) && isMarked(member)).map(member => member.host);
  while (gone.length || votes.length) {
    if (gone.length) retire(gone.shift());
    if (votes.length) {
      const host = votes.shift();
      change(`${host} has a vote in ${set}`, mine =>
        Object.assign(mine.members.find(member => member.host === host), { votes: 1, priority: 1 }));
    }
  }
  if (!changed) print(`unchanged: ${set} of ${members.join(', ')}`);
}

// The first one stays alone.
function leave() {
  if (members.every(place => !greet(place).hello)) return print(`left alone: ${set}, of which no member answers`);
  const stays = members[0];
  const going = configOf(findPrimary()).members.filter(member => isMarked(member) && member.host !== stays);
  const primary = findPrimary();
  going.sort((a, b) => (a.host === primary) - (b.host === primary)).forEach(member => retire(member.host));
}

function check() {
  const primary = findPrimary();
  const config = configOf(primary);
  const states = run(primary, { replSetGetStatus: 1 }).members;
  members.forEach(place => {
    const member = config.members.find(one => one.host.toLowerCase() === place);
    const state = (states.find(one => one.name.toLowerCase() === place) || {}).stateStr;
    const flaw = !member ? `is not in ${set}`
      : !['PRIMARY', 'SECONDARY', 'ARBITER'].includes(state) ? `is ${state}`
      : member.votes === 0 ? 'has no vote'
      : !isMarked(member) ? "does not bear the stack's mark"
      : null;
    print(flaw ? `drift\tmember ${place}\t${flaw}` : `ok\tmember ${place}`);
  });
  config.members.filter(member => !isListed(member) && !isOthers(member))
    .forEach(member => print(`drift\tmember ${member.host}\tis in ${set}, and in no list`));
}

try {
  ({ make, leave, check })[task]();
  quit(0);
} catch (e) {
  const hint = needsLogin(e) ? `; ${loginHint()}` : '';
  process.stderr.write(`${set}: ${e.message}${hint}\n`);
  quit(1);
}
