// Settings of the user interface, read when ui-m1 builds it at its start.
module.exports = function (environment) {
  return {
    hinting: true,
    modulePrefix: 'ngs-ui-m1',
    environment: environment,
    rootURL: '/',
    locationType: 'auto',
    recaptchaKey: '',
    EmberENV: { FEATURES: {} },
    APP: {},
    apiDomain: '%%API_URL%%',
    onpremise: { version: 1 }{{MORE}}
  };
};
