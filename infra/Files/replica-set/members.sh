# Makes the set where there is none, or changes it to the members of the stack file, one after the other.
source replica-set/shell.sh

ask_set make
