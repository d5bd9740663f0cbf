// Only the outer POM has its @…@ filled in.
def plugin = /<artifactId>nexus-maven-plugin<\/artifactId>\s*<version>([^<]+)<\/version>/
def version = (new File(basedir, 'pom.xml').text =~ plugin)[0][1]
def production = new File(basedir, 'production/pom.xml')
production.text = production.text.replace('@project.version@', version)
true
